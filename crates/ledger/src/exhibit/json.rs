//! As much of JSON (RFC 8259) as an exhibit is written in: no fractions, no signs, a few levels deep.

use core::fmt;

/// How deep values stand in each other at most.
const DEPTH_MAX: u8 = 6;
/// The largest number that every program reads alike: 2^53 - 1.
pub(super) const NUMBER_MAX: u64 = 9_007_199_254_740_991;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Truth(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Table(Vec<(String, Json)>),
}

/// The text is not such a value; how many bytes were still to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotJson {
    pub(super) left: usize,
}

impl Json {
    /// Reads one value and nothing behind it.
    pub(super) fn parse(text: &str) -> Result<Self, NotJson> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH_MAX)?;
        if reader.rest.is_empty() {
            Ok(value)
        } else {
            Err(reader.wrong())
        }
    }

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn table<const N: usize>(rows: [(&str, Self); N]) -> Self {
        Self::Table(rows.map(|(key, value)| (key.to_owned(), value)).into())
    }
}

/// One way to write it, in which it can stand inside a page's script element too: no `<`, `>` or `&`.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write_text(f, text),
            Self::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Table(rows) => {
                f.write_str("{")?;
                for (index, (key, value)) in rows.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_text(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' | '\u{7f}' => {
                write!(f, "\\u{:04x}", u32::from(c))?;
            }
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    const fn wrong(&self) -> NotJson {
        NotJson {
            left: self.rest.len(),
        }
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Takes a mark if it comes next, with the spaces around it.
    fn takes(&mut self, mark: char) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        if rest.is_some() {
            self.skip();
        }
        rest.is_some()
    }

    fn value(&mut self, depth: u8) -> Result<Json, NotJson> {
        let depth = depth.checked_sub(1).ok_or(self.wrong())?;
        self.skip();
        for (word, value) in [
            ("null", Json::Null),
            ("true", Json::Truth(true)),
            ("false", Json::Truth(false)),
        ] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                self.skip();
                return Ok(value);
            }
        }
        let value = match self.rest.chars().next() {
            Some('"') => self.text().map(Json::Text),
            Some('0'..='9') => self.number(),
            Some('[') => self.list(depth),
            Some('{') => self.rows(depth),
            _ => Err(self.wrong()),
        }?;
        self.skip();
        Ok(value)
    }

    fn number(&mut self) -> Result<Json, NotJson> {
        let digits = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let (number, rest) = self
            .rest
            .split_at_checked(self.rest.len() - digits.len())
            .ok_or(self.wrong())?;
        let number = crate::number::parse(number).filter(|number| *number <= NUMBER_MAX);
        let number = number.ok_or(self.wrong())?;
        self.rest = rest;
        Ok(Json::Number(number))
    }

    fn list(&mut self, depth: u8) -> Result<Json, NotJson> {
        let mut values = Vec::new();
        self.takes('[');
        if self.takes(']') {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if self.takes(']') {
                return Ok(Json::List(values));
            }
            if !self.takes(',') {
                return Err(self.wrong());
            }
        }
    }

    fn rows(&mut self, depth: u8) -> Result<Json, NotJson> {
        let mut rows = Vec::new();
        self.takes('{');
        if self.takes('}') {
            return Ok(Json::Table(rows));
        }
        loop {
            let key = self.text()?;
            if !self.takes(':') {
                return Err(self.wrong());
            }
            rows.push((key, self.value(depth)?));
            if self.takes('}') {
                return Ok(Json::Table(rows));
            }
            if !self.takes(',') {
                return Err(self.wrong());
            }
        }
    }

    fn text(&mut self) -> Result<String, NotJson> {
        let mut chars = self.rest.strip_prefix('"').ok_or(self.wrong())?.chars();
        let mut text = String::new();
        loop {
            match chars.next() {
                Some('"') => break,
                Some('\\') => text.push(escaped(&mut chars).ok_or(self.wrong())?),
                Some(c) if c >= ' ' => text.push(c),
                _ => return Err(self.wrong()),
            }
        }
        self.rest = chars.as_str();
        Ok(text)
    }
}

fn escaped(chars: &mut core::str::Chars<'_>) -> Option<char> {
    Some(match chars.next()? {
        '"' => '"',
        '\\' => '\\',
        '/' => '/',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let first = four_digits(chars)?;
            if let Ok(c) = char::decode_utf16([first]).next()? {
                return Some(c);
            }
            let is_more = chars.next()? == '\\' && chars.next()? == 'u';
            let second = if is_more {
                four_digits(chars)?
            } else {
                return None;
            };
            char::decode_utf16([first, second]).next()?.ok()?
        }
        _ => return None,
    })
}

fn four_digits(chars: &mut core::str::Chars<'_>) -> Option<u16> {
    let mut number = 0;
    for _ in 0..4 {
        let digit = chars.next()?.to_digit(16)?;
        number = (number << 4) | u16::try_from(digit).ok()?;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_can_stand_in_a_page() {
        let value = Json::table([
            (
                "a",
                Json::List(vec![Json::Null, Json::Truth(true), Json::Number(0)]),
            ),
            (
                "<b>",
                Json::text("</script> & \u{2028}\u{0}\"\\\n\u{1f4de}—"),
            ),
            ("c", Json::table([])),
        ]);
        let written = value.to_string();
        assert!(
            !written.contains(['<', '>', '&', '\n', '\u{2028}', '\0']),
            "{written}"
        );
        assert_eq!(Json::parse(&written), Ok(value));
        let spaced =
            Json::parse(" { \"a\" : [ 1 , \"\\ud83d\\udcde\\/\\b\\f\\r\\t\\u00e9\" ] } \r\n");
        let list = Json::List(vec![
            Json::Number(1),
            Json::text("\u{1f4de}/\u{8}\u{c}\r\té"),
        ]);
        assert_eq!(spaced, Ok(Json::table([("a", list)])));
    }

    #[test]
    fn what_is_no_value_of_an_exhibit_is_refused_where_it_breaks() {
        for text in [
            "",
            "nul",
            "01",
            "-1",
            "1.5",
            "1e3",
            "9007199254740992",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "\"",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud83d\"",
            "\"\\ud83dx\"",
            "\"\\udcde\"",
            "\"\\u12\"",
            "1 1",
            "[[[[[[[1]]]]]]]",
            "[",
        ] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert_eq!(Json::parse("[1,x]"), Err(NotJson { left: 2 }));
        assert_eq!(
            Json::parse("9007199254740991"),
            Ok(Json::Number(NUMBER_MAX))
        );
    }

    /// Marsaglia's xorshift: the same changes in every run.
    fn random(state: &mut u64, below: usize) -> usize {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        usize::try_from(*state % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    #[test]
    fn any_text_is_refused_or_read_as_something_that_is_read_again_from_how_we_write_it() {
        const PIECES: [&str; 24] = [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "d83d",
            "dcde",
            "null",
            "true",
            "false",
            "0",
            "9007199254740991",
            "1",
            " ",
            "\n",
            "\"a\"",
            "</script>",
            "\u{2028}",
            "é",
            "\u{1f4de}",
        ];
        let seed = "{\"a\":[1,{\"b\":[null,\"\\ud83d\\udcde\"]},true],\"c\":\"\\n\"}";
        let mut state = 0x5eed_0000_0000_0001;
        let mut read = 0;
        for round in 0..20_000 {
            let mut text: Vec<char> = seed.chars().collect();
            for _ in 0..=random(&mut state, 3) {
                let from = random(&mut state, text.len() + 1);
                let to = (from + random(&mut state, 6)).min(text.len());
                let piece = PIECES[random(&mut state, PIECES.len())];
                text.splice(from..to, piece.chars());
            }
            let text: String = text.into_iter().collect();
            if let Ok(value) = Json::parse(&text) {
                read += 1;
                let written = value.to_string();
                assert!(!written.contains(['<', '>', '&', '\n']), "{written}");
                assert_eq!(Json::parse(&written), Ok(value), "round {round}: {text}");
            }
        }
        assert!(
            read > 100,
            "only {read} texts were read: the changes are too coarse"
        );
    }
}
