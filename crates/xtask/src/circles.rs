//! The files of a crate use each other in one direction, and so do the headers of the C library. This test
//! reads which files name items of which others, and fails where that goes round in a circle.
//!
//! A path counts for the file that declares its item, however often the item is re-exported on the way. So a
//! `mod.rs` that only lists modules and re-exports their items is in no circle. Unit tests do not count.
//! Methods do not either: they have no path.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use regex::Regex;

use crate::run::root;

/// Uses that close a circle and are not removed yet: a file of the engine, the one that it uses, and why.
const KNOWN: [(&str, &str, &str); 8] = [
    ("directory/json.rs", "directory/memory.rs", "a directory as JSON is checked by making one in memory"),
    ("directory/questions.rs", "directory/mod.rs", "questions ask the trait, which speaks of their names"),
    ("policy/spec.rs", "policy/mod.rs", "rules that contradict each other are an error of the policy"),
    ("problem/code.rs", "problem/mod.rs", "the codes are derived from the problems"),
    ("problem/position.rs", "problem/mod.rs", "a position has a code"),
    ("template/builder.rs", "template/mod.rs", "a template gives a builder, which builds a template"),
    ("template/csv.rs", "template/mod.rs", "a template writes itself"),
    ("template/spec.rs", "template/mod.rs", "a template reads itself"),
];

/// Which files each file uses, by their paths in the repository.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// The modules of a crate that are files of their own, by their paths: `crate::report::json`.
type Modules = BTreeMap<String, Module>;

struct Module {
    file: String,
    /// The items that it declares.
    declared: BTreeSet<String>,
    /// The words of its code, but for those in `use` and `mod`.
    words: BTreeSet<String>,
    names: Vec<Name>,
}

/// An item that a module names.
struct Name {
    /// Its path, which begins with `crate` and may end with `*`.
    path: String,
    /// What the module calls it.
    name: String,
    is_use: bool,
    is_re_export: bool,
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The items that a file declares. `*const T` and `&'static str` declare nothing: a constant is in capitals.
fn declared(code: &str) -> BTreeSet<String> {
    let pairs = words(code).zip(words(code).skip(1)).filter(|(kind, name)| match *kind {
        "fn" | "struct" | "enum" | "union" | "type" | "trait" | "macro_rules" => true,
        "const" | "static" => name.len() > 1 && *name == name.to_ascii_uppercase(),
        _ => false,
    });
    pairs.map(|(_, name)| name.to_owned()).collect()
}

/// Reads the names that begin with a module: `crate`, `self`, `super`, or one of `locals`, which have these
/// paths.
fn read_names(code: &str, module: &str, locals: &BTreeMap<String, String>) -> Vec<Name> {
    let first = ["crate", "self", "super"].into_iter().chain(locals.keys().map(String::as_str));
    let first = first.collect::<Vec<_>>().join("|");
    // `a::b::{c, d as e}`, `a::b::*` or `a::b as c`.
    let path = format!(
        r"(?-u:\b)((?:{first})(?:::(?-u:\w)+)*)::(?:\{{([^}}]*)\}}|(\*|(?-u:\w)+(?: as (?-u:\w)+)?))"
    );
    let mut names = Vec::new();
    for found in pattern(&path).captures_iter(code) {
        let before = code[..found.get_match().start()].trim_end();
        let before_use = before.strip_suffix("use");
        let mut segments = found[1].split("::").peekable();
        let mut base = match segments.next() {
            _ if before.ends_with("::") => continue,
            Some("crate") => "crate",
            Some("super") => parent(module),
            Some(local) => locals.get(local).map_or(module, String::as_str),
            None => module,
        };
        while segments.next_if_eq(&"super").is_some() {
            base = parent(base);
        }
        let start = iter::once(base).chain(segments).collect::<Vec<_>>().join("::");
        let items = found.get(2).or(found.get(3)).map_or("", |items| items.as_str());
        for item in items.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            let (item, renamed) = item.split_once(" as ").unwrap_or((item, ""));
            let path = if item == "self" { start.clone() } else { format!("{start}::{item}") };
            let name = if renamed.is_empty() { path.rsplit("::").next().unwrap_or("") } else { renamed };
            let (name, is_use) = (name.to_owned(), before_use.is_some());
            let is_re_export = before_use
                .is_some_and(|before| before.trim_end().ends_with("pub") || before.trim_end().ends_with(')'));
            names.push(Name { path, name, is_use, is_re_export });
        }
    }
    names
}

/// The module above, or the crate itself.
fn parent(path: &str) -> &str {
    path.rsplit_once("::").map_or(path, |(parent, _)| parent)
}

/// Reads the modules of the crate whose root file this is.
fn read_crate(root_file: &Path) -> Modules {
    let folder = root_file.parent().expect("a file is in a folder");
    let (comments, mut files) = (pattern(r"//.*"), BTreeMap::new());
    for file in files_below(folder, &["rs"]) {
        let path = file.strip_prefix(folder).expect("it is below").with_extension("");
        let segments = path.iter().map(|segment| segment.to_string_lossy().into_owned());
        let segments = segments.filter(|segment| !["mod", "lib", "main"].contains(&segment.as_str()));
        let path = iter::once("crate".to_owned()).chain(segments).collect::<Vec<_>>().join("::");
        let text = fs::read_to_string(&file).expect("it can be read");
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        files.insert(path, (shown(&file), comments.replace_all(code, "").into_owned()));
    }
    let read = |path: &str, code: &str| {
        let children = files.keys().filter(|file| parent(file) == path && *file != "crate");
        let mut locals: BTreeMap<_, _> =
            children.map(|file| (file[path.len() + 2..].to_owned(), file.clone())).collect();
        let used = read_names(code, path, &locals);
        let used = used.into_iter().filter(|name| name.is_use && files.contains_key(&name.path));
        locals.extend(used.map(|name| (name.name, name.path)));
        read_names(code, path, &locals)
    };
    let uses = pattern(r"(?-u:\b)(?:use|mod) [^;]*;");
    let module = |path: &String, (file, code): &(String, String)| Module {
        file: file.clone(),
        declared: declared(code),
        words: words(&uses.replace_all(code, "")).map(str::to_owned).collect(),
        names: read(path, code),
    };
    files.iter().map(|(path, file)| (path.clone(), module(path, file))).collect()
}

/// The module that declares the item of a path. Re-exports are followed, but for no more than so many steps.
fn declaring<'m>(modules: &'m Modules, path: &str, steps: u32) -> &'m Module {
    let mut prefixes = iter::successors(Some(path), |path| Some(parent(path)));
    let start = prefixes.find(|prefix| modules.contains_key(*prefix)).expect("the crate itself is a module");
    let (module, item) = (&modules[start], path[start.len()..].split("::").nth(1).unwrap_or("*"));
    let declares = |module: &Module| item == "*" || module.declared.contains(item);
    if declares(module) || steps == 0 {
        return module;
    }
    let uses = module.names.iter().filter(|name| name.is_use && [item, "*"].contains(&name.name.as_str()));
    let paths = uses
        .map(|name| name.path.strip_suffix('*').map_or(name.path.clone(), |start| format!("{start}{item}")));
    paths.map(|path| declaring(modules, &path, steps - 1)).find(|module| declares(module)).unwrap_or(module)
}

/// Adds which files of a crate use which.
fn add_crate(modules: &Modules, graph: &mut Graph) {
    for module in modules.values() {
        for name in &module.names {
            // A module that is imported only counts for what is named in it, and a re-export only if it is
            // used here as well.
            let is_counted = match (name.is_re_export, name.is_use) {
                (true, _) => module.words.contains(&name.name),
                (false, is_use) => !is_use || !modules.contains_key(&name.path),
            };
            let used = &declaring(modules, &name.path, 8).file;
            if is_counted && *used != module.file {
                graph.entry(module.file.clone()).or_default().insert(used.clone());
            }
        }
    }
}

/// Adds which headers include which.
fn add_headers(folder: &Path, graph: &mut Graph) {
    for file in files_below(folder, &["h", "hpp"]) {
        let text = fs::read_to_string(&file).expect("it can be read");
        for included in pattern("(?m)^#include \"(.*)\"").captures_iter(&text) {
            let beside = file.with_file_name(&included[1]);
            let used = if beside.exists() { beside } else { folder.join(&included[1]) };
            let used = used.canonicalize().expect("the header exists");
            graph.entry(shown(&file)).or_default().insert(shown(&used));
        }
    }
}

/// The path of a file in the repository.
fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

/// The files below a folder whose names end in one of these ways; not what is built or installed there.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder exists");
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("it can be read").path()) {
        if path.is_dir() {
            let is_ours = !path.ends_with("target") && !path.ends_with("node_modules");
            files.extend(is_ours.then(|| files_below(&path, endings)).into_iter().flatten());
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            files.push(path);
        }
    }
    files
}

/// The shortest circles, each once.
fn circles(graph: &Graph) -> BTreeSet<Vec<String>> {
    let none = BTreeSet::new();
    let mut circles = BTreeSet::new();
    for start in graph.keys() {
        let (mut queue, mut seen) = (VecDeque::from([vec![start]]), BTreeSet::new());
        while let Some(way) = queue.pop_front() {
            let uses = graph.get(way[way.len() - 1]).unwrap_or(&none);
            if uses.contains(start) {
                let first = (0..way.len()).min_by_key(|index| way[*index]).unwrap_or(0);
                circles
                    .insert(way[first..].iter().chain(&way[..first]).map(|file| (*file).clone()).collect());
                break;
            }
            queue.extend(
                uses.iter().filter(|used| seen.insert(*used)).map(|used| [way.as_slice(), &[used]].concat()),
            );
        }
    }
    circles
}

#[test]
fn files_use_each_other_in_one_direction() {
    let mut graph = Graph::new();
    for folder in ["crates", "bindings", "benches", "testdata/src", "fuzz"] {
        let files = files_below(&root().join(folder), &["rs"]);
        for file in files.iter().filter(|file| file.ends_with("lib.rs") || file.ends_with("main.rs")) {
            add_crate(&read_crate(file), &mut graph);
        }
    }
    add_headers(&root().join("bindings/c/include"), &mut graph);
    assert!(graph.len() > 200, "few files use others: {}", graph.len());
    for (file, used, reason) in KNOWN {
        let [file, used] = [file, used].map(|file| format!("crates/bulk-user-upload/src/{file}"));
        let is_there = graph.get_mut(&file).is_some_and(|uses| uses.remove(&used));
        assert!(is_there, "{file} does not use {used} any more: remove it from the list ({reason})");
    }
    let circles: Vec<_> = circles(&graph).into_iter().map(|circle| circle.join(" -> ")).collect();
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n"));
}
