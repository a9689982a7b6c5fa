"""Credentials: what a value is, what a name names, where a literal is a secret, and where silence is right."""

import base64
import time

import pytest

from techlint import resources
from techlint.markdown import parse
from techlint.secrets import providers
from techlint.secrets.analyse import secrets_of
from techlint.secrets.checksums import FORMULAS, crc16_nkey, crc32_base62, encode
from techlint.secrets.decode import unbase64
from techlint.secrets.forge import expand, forge
from techlint.secrets.mask import masked, shown
from techlint.secrets.names import Purpose, purpose
from techlint.secrets.values import Value, classify
from techlint.text import Source

ERRORS = {"provider-token", "cloud-key-pair", "private-key", "jwt", "connection-url", "auth-header", "generated-secret"}


def secrets(text):
    return secrets_of(parse(Source.of(text)))


def told(text, lang="python"):
    """The kinds and the literals of what is found in a block of code."""
    source = Source.of(f"# Notes\n\n```{lang}\n{expand(text)[0]}\n```\n")
    return [(secret.kind, source[secret.span]) for secret in secrets_of(parse(source))]


# --- values


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("$DB_PASSWORD", Value.REFERENCE),
        ("${DB_PASSWORD:?}", Value.REFERENCE),
        ("{{ vault_password }}", Value.REFERENCE),
        ("%MY_KEY%", Value.REFERENCE),
        ("op://prod/db/password", Value.REFERENCE),
        ("/run/secrets/db", Value.REFERENCE),
        ("process.env.SECRET", Value.REFERENCE),
        ("<token>", Value.REFERENCE),
        ("[REDACTED]", Value.REFERENCE),
        ("$2b$12$abcdefghijkl", Value.REFERENCE),
        ("your-api-key", Value.STAND_IN),
        ("YOUR_TOKEN", Value.STAND_IN),
        ("xxxxxxxx", Value.STAND_IN),
        ("example-password", Value.STAND_IN),
        ("ab", Value.STAND_IN),
        ("hunter2", Value.WEAK),
        ("my-secret-key", Value.WEAK),
        ("shhhhh", Value.WEAK),
        ("Sup3rS3cretPassw0rd!", Value.WEAK),
        ("2026-11-21T00:00:00Z", Value.WEAK),
        ("sk-lf-456", Value.WEAK),
        ("k3JxMOCKED0pQz6w3ZEmENE1I0l", Value.STAND_IN),
        ("7Fjfp0ZBr1KtDRbnfVdmIw", Value.STAND_IN),  # RFC 6749, section 2.3.1
    ],
)
def test_value_classes(value, expected):
    assert classify(value) is expected


@pytest.mark.parametrize("what", ["password", "hex", "aws-secret"])
def test_generated_values_are_random(what):
    missed = [seed for seed in range(100) if classify(forge(what, seed)) is not Value.RANDOM]
    assert len(missed) <= 2


def test_base64_of_a_word_is_as_weak_as_the_word():
    assert classify(base64.b64encode(b"my-own-password1").decode()) is Value.WEAK


def test_an_issued_secret_has_more_stand_ins_than_a_chosen_one():
    assert classify("some-token", chosen=False) is Value.STAND_IN
    assert classify("1234567890", chosen=False) is Value.STAND_IN
    assert classify("1234567890", chosen=True) is Value.WEAK


# --- names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("POSTGRES_PASSWORD", Purpose.PASSWORD),
        ("spring.datasource.password", Purpose.PASSWORD),
        ("dbpassword", Purpose.PASSWORD),
        ("secretKeyBase", Purpose.SIGNING),
        ("JWTSecret", Purpose.SIGNING),
        ("hmac_key", Purpose.SIGNING),
        ("clientSecret", Purpose.TOKEN),
        ("x-api-key", Purpose.TOKEN),
        ("passwordField", None),
        ("SECRET_NAME", None),
        ("primaryKey", None),
        ("publicKeyToken", None),
        ("max_tokens", None),
        ("bypass", None),
        ("keyboard", None),
    ],
)
def test_names(name, expected):
    assert purpose(name) is expected


# --- tokens


LITERALS = [(provider, literal) for provider in providers.table() for literal in provider.literals]


@pytest.mark.parametrize("literal", [literal for _, literal in LITERALS])
def test_every_shape_is_found_whole(literal):
    for seed in range(3):
        token = forge(literal, seed)
        wanted = token[len(literal) :] if literal.endswith("=") else token
        text = f'call("{token}")'
        assert [text[found.start : found.end] for found in providers.find(text)] == [wanted]


@pytest.mark.parametrize(
    ("provider", "literal"),
    [pair for pair in LITERALS if pair[0].check.startswith("crc")],
    ids=lambda part: getattr(part, "name", part),
)
def test_a_token_altered_by_hand_is_silent(provider, literal):
    token = forge(literal, 5)
    at = len(token) // 2
    altered = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    assert [found for found in providers.find(altered) if found.provider is provider] == []


def test_a_structure_that_does_not_hold_is_silent():
    for literal in ("pypi-AgE", "glc_", "MT"):
        token = forge(literal, 5)
        at = len(literal) + 2
        assert list(providers.find(token[:at] + "AAAA" + token[at + 4 :])) == [], literal


def test_the_table_is_sound():
    for provider in providers.table():
        assert provider.check in {"-", *FORMULAS}, provider
        assert provider.grade in {"live", "test", "part"}, provider
        assert provider.source.startswith("https://") or provider.source in {"gitleaks", "kingfisher"}, provider


def test_no_token_is_stored_in_rules_or_data():
    for path in resources.rules_folder().rglob("*"):
        if path.is_file():
            assert list(providers.find(path.read_text(encoding="utf-8"))) == [], path


def test_base62_of_the_published_alphabet():
    assert encode(0, "0123456789ab", 6) == "000000"
    assert encode(12 * 12 + 1, "0123456789ab", 2) == "101"


def test_checksums_by_their_definitions():
    body = "A" * 30
    import zlib

    from techlint.secrets.checksums import BASE62

    assert crc32_base62("abc_" + body + encode(zlib.crc32(body.encode()), BASE62, 6), 4)
    assert not crc32_base62("abc_" + body + "000000", 4)
    public = "UAPOK2P7EN3UFBL7SBJPQK3M3JMLALYRYKX5XWSVMVYK63ZMBHTOHVJR"  # a public key of the NATS documentation
    assert crc16_nkey(public, 1)
    assert not crc16_nkey(public[:-1] + "A", 1)


def test_base64_of_either_alphabet():
    assert unbase64("-_-_") == unbase64("+/+/") == b"\xfb\xff\xbf"
    assert unbase64("!") == b""


def test_an_illustration_of_a_token_is_silent():
    assert told('t = "ghp_' + "x" * 36 + '"') == []
    assert told('id = "AKIAIOSFODNN7' + 'EXAMPLE"') == []


def test_two_halves_make_one_finding():
    found = told("aws_access_key_id={{AKIA:1}}\naws_secret_access_key={{aws-secret:1}}", "ini")
    assert found == [("cloud-key-pair", forge("aws-secret", 1))]


def test_half_a_pair_is_a_warning():
    assert told("aws_access_key_id={{AKIA:1}}", "ini") == [("partial-key", forge("AKIA", 1))]


# --- everywhere in a draft


@pytest.mark.parametrize(
    "shape",
    [
        "Use {} now.",
        "Use `{}` now.",
        "```bash\necho {}\n```",
        "    echo {}",
        "[here](https://acme.io/?k={})",
        "<!-- {} -->",
        '<img src="https://acme.io/{}">',
        "> - nested `{}`",
        "| a | b |\n| - | - |\n| x | {} |",
        "[^1]: {}",
    ],
)
def test_a_token_is_found_wherever_it_stands(shape):
    token = forge("ghp_", 2)
    source = Source.of(f"# Notes\n\n{shape.format(token)}\n")
    assert [source[found.span] for found in secrets_of(parse(source))] == [token]


def test_a_token_in_the_front_matter():
    assert [s.kind for s in secrets(f"---\ntitle: x\nkey: {forge('ghp_', 2)}\n---\n\nText.\n")] == ["provider-token"]


def test_a_pem_block_in_a_quotation():
    block = "\n".join(f"> {line}" for line in ["```", *forge("pem", 1).split("\n"), "```"])
    assert [s.kind for s in secrets(f"# Notes\n\n{block}\n")] == ["private-key"]


def test_a_pem_block_cut_short_is_silent():
    lines = forge("pem", 1).split("\n")
    assert secrets("```\n" + "\n".join([*lines[:3], "...", lines[-1]]) + "\n```\n") == ()


def test_a_token_made_from_the_sample_of_jwt_io_is_a_sample():
    import json

    parts = [{"alg": "HS256"}, {"sub": "1234567890", "username": "ada", "iat": 1516239022}]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    signature = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
    token = ".".join([*coded, signature])
    assert secrets(f"`{token}`\n") == ()
    assert told(f"headers: {{ Authorization: 'Bearer {token}' }}", "js") == []
    assert told(f'const accessToken = "{token}";', "js") == []


def test_an_expired_token_says_until_when():
    import json

    parts = [{"alg": "HS256"}, {"sub": "1", "exp": 1_700_000_000}]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    signature = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
    (found,) = secrets("`" + ".".join([*coded, signature]) + "`\n")
    assert (found.kind, str(found.until)) == ("jwt", "2023-11-14")


# --- positions: what is written by us, with the place that a finding must underline


@pytest.mark.parametrize(
    ("lang", "text", "kind", "literal"),
    [
        ("python", 'app.config["SECRET_KEY"] = "dev"', "weak-signing-key", "dev"),
        ("python", 'key = b"Sixteen byte key"\nc = AES.new(key, AES.MODE_GCM)', "weak-signing-key", "Sixteen byte key"),
        ("python", 'key = os.environ.get("SECRET_KEY", "fallback-9")', "weak-signing-key", "fallback-9"),
        ("python", 'redis.Redis(host="cache", password="letmein")', "weak-password", "letmein"),
        ("javascript", 'jwt.sign({ id: user.id }, "blog-secret")', "weak-signing-key", "blog-secret"),
        ("javascript", 'const key = process.env.JWT_SECRET || "blog-secret";', "weak-signing-key", "blog-secret"),
        ("javascript", 'new Strategy({ secretOrKey: "blog-secret" })', "weak-signing-key", "blog-secret"),
        ("typescript", 'const jwtSecret: string = "blog-secret";', "weak-signing-key", "blog-secret"),
        ("rust", 'EncodingKey::from_secret(b"blog-secret")', "weak-signing-key", "blog-secret"),
        ("rust", 'encode(&Header::default(), &claims, "hush".as_ref())', "weak-signing-key", "hush"),
        ("go", 'return token.SignedString([]byte("blog-secret"))', "weak-signing-key", "blog-secret"),
        ("java", 'Keys.hmacShaKeyFor("blog-secret-of-32-bytes-or-so-ok".getBytes())', "weak-signing-key", None),
        ("ruby", "JWT.encode payload, 'blog-secret', 'HS256'", "weak-signing-key", "blog-secret"),
        ("php", "define('DB_PASSWORD', 'letmein');", "weak-password", "letmein"),
        (
            "csharp",
            'var k = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("blog-secret"));',
            "weak-signing-key",
            None,
        ),
        ("arduino", '#define WIFI_PASSWORD "letmein7"', "weak-password", "letmein7"),
        ("clojure", '{:host "db" :password "letmein"}', "weak-password", "letmein"),
        ("xml", '<property name="password" value="{{password:3}}"/>', "generated-secret", None),
        ("yaml", "services:\n  db:\n    environment:\n      - MYSQL_ROOT_PASSWORD=root", "weak-setting", "root"),
        ("yaml", "env:\n  - name: DB_PASSWORD\n    value: letmein7", "weak-setting", "letmein7"),
        ("yaml", "apiVersion: v1\nkind: Secret\ndata:\n  password: bGV0bWVpbjc=", "weak-setting", "bGV0bWVpbjc="),
        ("dotenv", "JWT_SECRET=letmein7", "weak-setting", "letmein7"),
        ("bash", "export PGPASSWORD=letmein7", "weak-setting", "letmein7"),
        ("dockerfile", "ENV DB_PASSWORD letmein7", "weak-setting", "letmein7"),
        ("conf", "requirepass letmein7", "weak-setting", "letmein7"),
        ("toml", 'jwt_secret = "letmein7"', "weak-signing-key", "letmein7"),
        ("sql", "ALTER USER 'app'@'%' IDENTIFIED BY 'letmein7';", "weak-password", "letmein7"),
        ("sql", "CREATE ROLE app LOGIN PASSWORD 'letmein7';", "weak-password", "letmein7"),
        ("bash", "mysql -u root -pletmein7 shop", "weak-command", "letmein7"),
        ("bash", "docker login \\\n  -u acme -p letmein7", "weak-command", "letmein7"),
        ("bash", "curl -u admin:letmein7 https://ci.acme.io", "weak-command", "letmein7"),
        ("bash", "acme login --api-token abc-1234", "weak-command", "abc-1234"),
        ("powershell", "$p = ConvertTo-SecureString 'letmein7' -AsPlainText", None, "letmein7"),
        ("bash", "psql postgres://app:letmein7@db.acme.io/shop", "weak-url", "letmein7"),
        ("go", 'sql.Open("mysql", "app:letmein7@tcp(db:3306)/shop")', "weak-url", "letmein7"),
        ("json", '{"db": "Server=db;User Id=sa;Password=letmein7;"}', "weak-url", "letmein7"),
        ("bash", 'curl "https://api.acme.io/v1?api_key={{hex:4}}"', "generated-secret", None),
        ("http", "X-API-Key: {{hex:5}}", "auth-header", None),
        ("http", "Authorization: Basic {{basic:5}}", "auth-header", None),
    ],
)
def test_positions(lang, text, kind, literal):
    found = told(text, lang)
    assert len(found) == 1, found
    assert kind in {None, found[0][0]}
    assert literal in {None, found[0][1]}


def test_a_password_told_in_a_sentence():
    assert [s.kind for s in secrets("The password of the demo box is `blue-horse-3`.\n")] == ["weak-password"]
    assert secrets("The password is hashed, and the token is `bearer`.\n") == ()


# --- silence


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("python", '# BAD: do not do this\napp.secret_key = "hunter2"'),
        ("python", 'app.secret_key = "hunter2"  # never do this'),
        ("diff", '-password = "hunter2"\n+password = os.environ["PW"]'),
        ("dotenv", "# .env.example\nDB_PASSWORD=hunter2"),
        ("python", 'client.post("/login", json={"email": "a@b.c", "password": "hunter2"})'),
        ("json", '{"username": "joe", "password": "hunter2"}'),
        ("sql", "SELECT * FROM users WHERE password = 'hunter2';"),
        ("python", 'assert form.password == "hunter2"'),
        ("graphql", 'mutation { login(email: "a@b.c", password: "hunter2") { token } }'),
        ("html", '<input type="password" name="password" value="hunter2">'),
        ("bash", "docker build --secret id=mysecret,src=./token.txt ."),
        ("bash", "mysql -u root -p shop"),
        ("bash", "mysql -P 3306 --protocol=tcp -pPASSWORD"),
        ("bash", "vllm serve m --max-num-batched-tokens 16384"),
        ("bash", "curl http://admin:admin@localhost:3000/api"),
        ("yaml", "tls:\n  secret: blog-tls"),
        ("yaml", "kind: SealedSecret\nspec:\n  encryptedData:\n    password: {{hex:6}}"),
        ("yaml", "password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256"),
        ("console", "$ sha256sum app\n{{hex:7}}{{hex:8}}  app"),
        ("json", '{"integrity": "sha512-{{aws-secret:7}}"}'),
        ("javascript", 'const firebase = { apiKey: "{{AIza:1}}x", authDomain: "a.firebaseapp.com" };'),
        ("text", "postgresql://user:password@host:5432/dbname"),
        ("javascript", "login({ password: pw, role: 'admin' })"),
        ("bash", "etcd --initial-cluster-token=blog-0"),
        ("yaml", "admin-password: ((demo-password))"),
        ("python", 'TOKEN_HEADER = "X-Auth-Token"\ntoken_type = "bearer"\nCACHE_KEY = "user:1"'),
        ("typescript", "interface Login {\n  password: string;\n  token?: string;\n}"),
    ],
)
def test_silence(lang, text):
    assert told(text, lang) == []


def test_a_live_token_is_told_even_where_the_draft_calls_it_wrong():
    assert [kind for kind, _ in told('# BAD\ntoken = "{{ghp_:6}}"')] == ["provider-token"]


# --- words, fixes, masks


def test_a_message_never_holds_more_than_the_public_prefix():
    token = forge("ghp_", 1)
    assert masked(token, 4) == "ghp_...(40)"
    assert shown("changeme") == "changeme"
    assert shown("correct-horse") == "...(13)"
    (found,) = secrets(f"Use `{token}`.\n")
    assert all(token[4:] not in value for value in found.values.values())


@pytest.mark.parametrize(
    ("lang", "instead"),
    [
        ("python", 'os.environ["JWT_SECRET"]'),
        ("rust", 'std::env::var("JWT_SECRET")'),
        ("javascript", "process.env.JWT_SECRET"),
        ("go", 'os.Getenv("JWT_SECRET")'),
        ("ruby", 'ENV.fetch("JWT_SECRET")'),
        ("unheard-of", "the environment variable JWT_SECRET"),
    ],
)
def test_the_advice_speaks_the_language_of_the_block(lang, instead):
    (found,) = secrets(f'```{lang}\njwt_secret = "blog-secret"\n```\n')
    assert found.values["instead"] == instead


def test_what_is_repeated_is_hidden_everywhere():
    token = forge("ghp_", 1)
    text = f"Take {token}\n\n```bash\nexport T={token}\n```\n"
    hidden = {span.start for found in secrets(text) for span in found.hidden}
    assert hidden == {text.index(token), text.rindex(token)}


def test_a_weak_password_that_nobody_knows_is_hidden_and_a_notorious_one_is_not():
    (unknown,) = secrets('```python\nconnect(host="db", password="correct-horse")\n```\n')
    (known,) = secrets('```python\nconnect(host="db", password="changeme")\n```\n')
    assert unknown.hidden
    assert not known.hidden


# --- cost


HOSTILE = [
    "a", "password", "password=", 'password="', "password: ", "secret `", "--password ", "mysql -p", "curl -u a:b ",
    "docker login -p ", "jwt.sign(a,", "PDO(", "JWT.encode a,", "Algorithm.HMAC", "http://a:b@", "://",
    "&token=" + "a" * 20, "Authorization: Basic ", "identified by '", "set password ", "eyJ", "eyJhbGci.eyJ",
    "-----BEGIN ", "-----BEGIN " + "PRIVATE KEY-----", "MIIEaaaa", "sk-", "xoxb-1234567890-",
    "ghp_", "Q~", '"', "\\", "\n",
    "İpassword=", "kind: secret\ndata:\n", '// bad\npassword="hunter2"\n',
]  # fmt: skip


@pytest.mark.parametrize("lang", ["bash", "python"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_two_hundred_kilobytes_of_one_thing_take_less_than_a_second(piece, lang):
    from techlint.document import Code, Document, Node
    from techlint.text import Excerpt, Span

    source = Source.of((piece * (200_000 // len(piece) + 1))[:200_000])
    whole = Span(0, len(source.text))
    code = Code("code_block", whole, Excerpt.verbatim(source, whole), lang=lang)
    start = time.process_time()
    secrets_of(Document(source, Node("document", whole, children=(code,))))
    assert time.process_time() - start < 1.0
