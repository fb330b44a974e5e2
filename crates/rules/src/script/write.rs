//! A script as the text of its file, in the one normal form.

use std::fmt::Write as _;

use super::{Ask, Choice, Next, Script, Words};

pub(super) fn write(script: &Script) -> String {
    let mut out = String::new();
    put(&mut out, "title", &quoted(&script.title));
    let languages: Vec<String> = script.languages.iter().map(|code| quoted(code)).collect();
    put(
        &mut out,
        "languages",
        &format!("[{}]", languages.join(", ")),
    );
    for part in &script.parts {
        out.push_str("\n[[part]]\n");
        put(&mut out, "id", &quoted(&part.id));
        put_words(&mut out, script, "words", &part.words);
        put_ask(&mut out, script, &part.ask);
        if let Some(then) = part.then {
            put(&mut out, "then", &quoted(target(script, then)));
        }
    }
    out
}

fn put(out: &mut String, key: &str, value: &str) {
    // Writing to a text never fails.
    let _ = writeln!(out, "{key} = {value}");
}

fn put_words(out: &mut String, script: &Script, key: &str, words: &Words) {
    if script.languages.len() == 1 {
        put(out, key, &long(words.in_language(0)));
        return;
    }
    for (code, words) in script.languages.iter().zip(&words.0) {
        if let Some(words) = words {
            put(out, &format!("{key}.{code}"), &long(words));
        }
    }
}

fn put_ask(out: &mut String, script: &Script, ask: &Ask) {
    match ask {
        Ask::Nothing => {}
        Ask::Single(choices) => put_choices(out, script, "single", choices),
        Ask::Multi(choices) => put_choices(out, script, "multi", choices),
        Ask::Scale {
            from,
            to,
            low,
            high,
        } => {
            put(out, "ask", &quoted("scale"));
            put(out, "from", &from.to_string());
            put(out, "to", &to.to_string());
            put_words(out, script, "low", low);
            put_words(out, script, "high", high);
        }
        Ask::Text { max } => {
            put(out, "ask", &quoted("text"));
            put(out, "max", &max.to_string());
        }
        Ask::Number { min, max } => {
            put(out, "ask", &quoted("number"));
            put(out, "min", &min.to_string());
            put(out, "max", &max.to_string());
        }
        Ask::Date { from, to } => {
            put(out, "ask", &quoted("date"));
            put(out, "from", &quoted(&from.to_string()));
            put(out, "to", &quoted(&to.to_string()));
        }
    }
}

fn put_choices(out: &mut String, script: &Script, kind: &str, choices: &[Choice]) {
    put(out, "ask", &quoted(kind));
    out.push_str("choices = [\n");
    for choice in choices {
        let mut fields = vec![format!("id = {}", quoted(&choice.id))];
        fields.push(format!("words = {}", inline(script, &choice.words)));
        if let Some(then) = choice.then {
            fields.push(format!("then = {}", quoted(target(script, then))));
        }
        let _ = writeln!(out, "  {{ {} }},", fields.join(", "));
    }
    out.push_str("]\n");
}

fn inline(script: &Script, words: &Words) -> String {
    if script.languages.len() == 1 {
        return quoted(words.in_language(0));
    }
    let each = script.languages.iter().zip(&words.0);
    let each =
        each.filter_map(|(code, words)| Some(format!("{code} = {}", quoted(words.as_ref()?))));
    format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
}

fn target(script: &Script, then: Next) -> &str {
    match then {
        Next::End => "end",
        Next::Part(at) => script.parts.get(at).map_or("end", |part| &part.id),
    }
}

/// Words of one line, between quotes.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n"))
}

/// Words of several lines stand as they are; a quote only where it would close them.
fn long(text: &str) -> String {
    if !text.contains('\n') {
        return quoted(text);
    }
    let mut out = "\"\"\"\n".to_owned();
    let mut before = '\n';
    for letter in text.chars() {
        if letter == '\\' || (letter == '"' && before == '"') {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out.push_str("\n\"\"\"");
    out
}
