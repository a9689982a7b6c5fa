// What a Go module exports, read from its sources by go/parser.
//
// go run surface.go DIR IMPORTPATH
// Prints {"names": {symbol: [kind, note|null, since, replacement]}, "open": [symbol]}: packages by import path,
// `path.Name`, `path.Type.Method`, `path.Type.Field`. A note is the "Deprecated:" paragraph of a doc comment, where
// every declaration of the name (one for each platform) has it. "open" are types with embedded ones, and aliases.
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	names   = map[string][4]any{}
	open    = map[string]bool{}
	skipped = regexp.MustCompile(`(^|/)(internal|testdata|vendor|cmd|examples?|_[^/]*|\.[^/]*)(/|$)`)
	since   = regexp.MustCompile(`(?i)(?:as of|since|in) (?:go ?|v)(\d+\.\d+(?:\.\d+)?)`)
	space   = regexp.MustCompile(`\s+`)
)

func notice(groups ...*ast.CommentGroup) any {
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, paragraph := range strings.Split(group.Text(), "\n\n") {
			if text, ok := strings.CutPrefix(strings.TrimSpace(paragraph), "Deprecated:"); ok {
				text = strings.TrimSpace(space.ReplaceAllString(text, " "))
				return text[:min(len(text), 400)]
			}
		}
	}
	return nil
}

func put(name, kind string, note any) {
	version := ""
	if text, ok := note.(string); ok {
		if found := since.FindStringSubmatch(text); found != nil {
			version = found[1]
		}
	}
	if _, there := names[name]; !there || note == nil {
		names[name] = [4]any{kind, note, version, ""}
	}
}

func receiver(expression ast.Expr) string {
	switch node := expression.(type) {
	case *ast.StarExpr:
		return receiver(node.X)
	case *ast.IndexExpr:
		return receiver(node.X)
	case *ast.IndexListExpr:
		return receiver(node.X)
	case *ast.Ident:
		return node.Name
	}
	return ""
}

func fields(name string, list *ast.FieldList) {
	for _, field := range list.List {
		if len(field.Names) == 0 {
			open[name] = true
		}
		for _, ident := range field.Names {
			if ident.IsExported() {
				put(name+"."+ident.Name, "member", notice(field.Doc, field.Comment))
			}
		}
	}
}

func specify(path string, declaration *ast.GenDecl) {
	for _, spec := range declaration.Specs {
		switch node := spec.(type) {
		case *ast.TypeSpec:
			if !node.Name.IsExported() {
				continue
			}
			name := path + "." + node.Name.Name
			put(name, "type", notice(node.Doc, declaration.Doc))
			switch shape := node.Type.(type) {
			case *ast.StructType:
				fields(name, shape.Fields)
			case *ast.InterfaceType:
				fields(name, shape.Methods)
			default:
				if node.Assign.IsValid() {
					open[name] = true
				}
			}
		case *ast.ValueSpec:
			for _, ident := range node.Names {
				if ident.IsExported() {
					put(path+"."+ident.Name, "value", notice(node.Doc, declaration.Doc, node.Comment))
				}
			}
		}
	}
}

func file(path, name string) {
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || parsed.Name.Name == "main" || strings.HasSuffix(parsed.Name.Name, "_test") {
		return
	}
	if note := notice(parsed.Doc); note != nil {
		names[path] = [4]any{"package", note, "", ""}
	} else if _, there := names[path]; !there {
		names[path] = [4]any{"package", nil, "", ""}
	}
	for _, declaration := range parsed.Decls {
		switch node := declaration.(type) {
		case *ast.GenDecl:
			specify(path, node)
		case *ast.FuncDecl:
			if !node.Name.IsExported() {
				continue
			}
			name := path + "." + node.Name.Name
			if node.Recv != nil {
				owner := receiver(node.Recv.List[0].Type)
				if owner == "" || !ast.IsExported(owner) {
					continue
				}
				name = path + "." + owner + "." + node.Name.Name
			}
			put(name, "function", notice(node.Doc))
		}
	}
}

func main() {
	root, module := os.Args[1], os.Args[2]
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		relative, _ := filepath.Rel(root, path)
		relative = filepath.ToSlash(relative)
		if err != nil || (relative != "." && skipped.MatchString(relative)) {
			if err == nil && !entry.IsDir() {
				return nil
			}
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		folder := strings.Trim(module+"/"+strings.TrimSuffix(filepath.ToSlash(filepath.Dir(relative)), "."), "/")
		file(strings.TrimSuffix(folder, "/"), path)
		return nil
	})
	listed := make([]string, 0, len(open))
	for name := range open {
		listed = append(listed, name)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"names": names, "open": listed})
}
