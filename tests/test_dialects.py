"""What is no Markdown is hidden where it stands, and nothing else."""

from __future__ import annotations

import pytest

from techlint import frontmatter
from techlint.dialects import mask
from techlint.document import Code
from techlint.markdown import parse
from techlint.text import OBJECT, Source


def masks(text: str, path: str = "draft.md") -> list[tuple[str, str]]:
    source = Source.of(text, path)
    found = mask(source, frontmatter.read(text))
    assert len(found.text) == len(text)
    assert [len(line) for line in found.text.split("\n")] == [len(line) for line in text.split("\n")]
    return [(made.kind, source[made.span]) for made in found.masks]


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("---\ntitle: a\n---\nText\n", "front_matter", "---\ntitle: a\n---\n"),
        ('A {{< ref "b" >}} c', "shortcode", '{{< ref "b" >}}'),
        ("{{< figure\n  src=a\n>}}\n", "shortcode", "{{< figure\n  src=a\n>}}"),
        ("{{< mermaid >}}\na --> b\n{{< /mermaid >}}\n", "shortcode", "{{< mermaid >}}\na --> b\n{{< /mermaid >}}"),
        ("{% include a.html %}", "liquid", "{% include a.html %}"),
        ("{% mermaid() %}\na --> b\n{% end %}\n", "liquid", "{% mermaid() %}\na --> b\n{% end %}"),
        (
            "{% highlight ruby %}\nputs 1\n{% endhighlight %}",
            "liquid",
            "{% highlight ruby %}\nputs 1\n{% endhighlight %}",
        ),
        ("[a]({{ site.url }}/b)", "template", "{{ site.url }}"),
        ("## A heading {#an-id}", "attributes", "{#an-id}"),
        ("A *word*{.cls} more", "attributes", "{.cls}"),
        ("[a](b){: .cls target=x}", "attributes", "{: .cls target=x}"),
        ("{: .no_toc}\n", "attributes", "{: .no_toc}"),
        ("Let $x_1$ be", "math", "$x_1$"),
        ("$$\n\\frac{a}{b}\n$$\n", "math", "$$\n\\frac{a}{b}\n$$"),
        (":::note[Title]\nText\n", "directive", ":::note[Title]"),
        ("> [!WARNING]\n> Text\n", "alert", "[!WARNING]"),
    ],
)
def test_masks(text: str, kind: str, hidden: str) -> None:
    assert masks(text) == [(kind, hidden)]


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("import A from './a'\nexport const b = 1\n\nText\n", "esm", "import A from './a'\nexport const b = 1"),
        ("Text <A b={{ c: 1 }} d='e'> more", "jsx", "<A b={{ c: 1 }} d='e'>"),
        ("Text {props.name} more", "expression", "{props.name}"),
        ("{/* a comment */}\n", "expression", "{/* a comment */}"),
    ],
)
def test_masks_of_mdx(text: str, kind: str, hidden: str) -> None:
    assert masks(text, "draft.mdx") == [(kind, hidden)]
    assert all(found != (kind, hidden) for found in masks(text))


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}` and ``{% b %}``",
        "```\n{{ a }}\n$x_1$\n::: note\n```\n",
        "> ~~~\n> {{ a }}\n> ~~~\n",
        "- ```\n  {{ a }}\n  ```\n",
        "<!-- {{ a }} -->",
        "It costs $5 and then $10_000.",
        "Set $HOME/a_b and $PATH.",
        "A set {1, 2} and a {word}.",
        "A time like 10:::20 is odd.",
        "[!NOTE] outside of a quote",
        "Text\nimport duties rise from 'a'\n",
        "import os\nfrom a import b\n",
        "{{ left open",
        "{% left open\n\n%}",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert masks(text) == []


def test_prose_around_a_mask_is_read_as_it_stands() -> None:
    text = 'Before\n{{< figure src="a" >}}\nafter [a link]({{< ref "b c" >}}) and $x_1$ too.\n'
    first, second = parse(Source.of(text)).of("paragraph")
    assert first.excerpt
    assert second.excerpt
    assert first.excerpt.text == "Before"
    assert second.excerpt.text == f"after a link and {OBJECT} too."
    (link,) = parse(Source.of(text)).of("link")
    assert getattr(link, "url", "") == '{{< ref "b c" >}}'


def test_code_between_tags_is_code() -> None:
    text = (
        "1. Do:\n\n   {% highlight rb linenos %}\n   puts {{ a }}\n   {% endhighlight %}\n\n2. Then\n\n"
        "{{< highlight go >}}\nx()\n{{< /highlight >}}\n"
    )
    doc = parse(Source.of(text))
    found = [code for code in doc.of("code_block") if isinstance(code, Code)]
    assert [(code.lang, code.fence, code.lost) for code in found] == [
        ("ruby", "{% highlight rb linenos %}", False),
        ("go", "{{< highlight go >}}", False),
    ]
    assert [code.excerpt.text for code in found if code.excerpt] == ["   puts {{ a }}", "x()"]
    parent = doc.parent(found[0])
    assert parent
    assert parent.kind == "list_item"


def test_code_keeps_what_looks_like_a_template() -> None:
    doc = parse(Source.of("Text\n\n    {{ a }} {{ b }}\n\nand ` {{c}} ` too\n"))
    assert [code.excerpt.text for code in doc.of("code") if code.excerpt] == ["{{ a }} {{ b }}", "{{c}}"]
