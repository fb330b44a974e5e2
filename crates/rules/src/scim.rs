//! The filters and paths of SCIM 2.0 (RFC 7644, sections 3.4.2.2 and 3.5.2), read into a tree. Nothing is looked up here.
//!
//! Names of attributes don't care about case. A filter has at most [`DEPTH_MAX`] brackets in one another and [`CHARS_MAX`] letters.

/// The most brackets and "not"s in one another.
pub const DEPTH_MAX: usize = 16;
/// The longest filter or path.
pub const CHARS_MAX: usize = 1_000;

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Begins with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
}

/// What a filter compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// true or false.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// Nothing.
    Null,
}

/// What the names of the core schemas begin with.
const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:";

/// An attribute, perhaps with a part of it: `name`, `name.familyName`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The extension it belongs to, as it was written; none of a core schema, named or not.
    pub schema: Option<String>,
    /// The attribute.
    pub name: String,
    /// The part.
    pub part: Option<String>,
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The attribute has a value.
    Present(Attribute),
    /// The attribute compares so with a value.
    Compare(Attribute, Op, Value),
    /// One of the attribute's values fits the filter.
    Within(Attribute, Box<Filter>),
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// At least one.
    Or(Box<Filter>, Box<Filter>),
    /// Not.
    Not(Box<Filter>),
}

/// Where a change is made: an attribute, perhaps those of its values that fit a filter, perhaps a part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The attribute; its part where there is no filter.
    pub attribute: Attribute,
    /// Which of its values.
    pub filter: Option<Filter>,
}

/// A text that is no filter or path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the filter or path can't be read; see RFC 7644, section 3.4.2.2")]
pub struct Unreadable;

impl Value {
    /// Whether it can be compared so: true, false and nothing have no order, and only a text has parts.
    const fn takes(&self, op: Op) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Number(_) => !matches!(op, Op::Co | Op::Sw | Op::Ew),
            Self::Bool(_) | Self::Null => matches!(op, Op::Eq | Op::Ne),
        }
    }
}

impl Filter {
    /// The attributes of the resource that it asks for; not those within one's values.
    pub fn attributes(&self) -> Vec<&Attribute> {
        match self {
            Self::Present(one) | Self::Compare(one, ..) | Self::Within(one, _) => vec![one],
            Self::And(left, right) | Self::Or(left, right) => {
                let mut all = left.attributes();
                all.extend(right.attributes());
                all
            }
            Self::Not(inner) => inner.attributes(),
        }
    }

    /// Reads a filter.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader::of(text)?;
        let filter = reader.either(0)?;
        reader.end().map(|()| filter)
    }
}

impl Path {
    /// Reads a path.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader::of(text)?;
        let mut attribute = reader.attribute()?;
        let mut filter = None;
        if reader.take("[") {
            filter = Some(reader.either(0)?);
            reader.want("]")?;
            if let Some(part) = reader.rest.strip_prefix('.') {
                reader.rest = part;
                attribute.part = Some(reader.word()?.to_owned());
            }
        }
        reader.end()?;
        Ok(Self { attribute, filter })
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn of(text: &'a str) -> Result<Self, Unreadable> {
        if text.len() > CHARS_MAX {
            return Err(Unreadable);
        }
        Ok(Self { rest: text.trim() })
    }

    fn end(&self) -> Result<(), Unreadable> {
        if self.rest.trim().is_empty() {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn want(&mut self, mark: &str) -> Result<(), Unreadable> {
        if self.take(mark) {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    /// Takes a word of the grammar, whatever its case, if it comes next and ends there.
    fn keyword(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let (Some(head), Some(tail)) = (rest.get(..word.len()), rest.get(word.len()..)) else {
            return false;
        };
        let ends = tail
            .chars()
            .next()
            .is_none_or(|c| !c.is_ascii_alphanumeric());
        if head.eq_ignore_ascii_case(word) && ends {
            self.rest = tail;
            return true;
        }
        false
    }

    fn word(&mut self) -> Result<&'a str, Unreadable> {
        let rest = self.rest.trim_start();
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end).ok_or(Unreadable)?;
        if !word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$') {
            return Err(Unreadable);
        }
        self.rest = tail;
        Ok(word)
    }

    fn attribute(&mut self) -> Result<Attribute, Unreadable> {
        let rest = self.rest.trim_start();
        let mut extension = None;
        let is_schema = rest
            .get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case("urn:"));
        if is_schema {
            let end = rest.find([' ', '[']).unwrap_or(rest.len());
            let (schema, _) = rest.split_at_checked(end).ok_or(Unreadable)?;
            let at = schema.rfind(':').ok_or(Unreadable)?;
            self.rest = rest.get(at + 1..).ok_or(Unreadable)?;
            let before = |len| schema.get(..len).unwrap_or_default();
            if !before(CORE.len()).eq_ignore_ascii_case(CORE) {
                extension = Some(before(at).to_owned());
            }
        }
        let name = self.word()?.to_owned();
        let part = match self.rest.strip_prefix('.') {
            Some(rest) => {
                self.rest = rest;
                Some(self.word()?.to_owned())
            }
            None => None,
        };
        Ok(Attribute {
            schema: extension,
            name,
            part,
        })
    }

    fn either(&mut self, depth: usize) -> Result<Filter, Unreadable> {
        let mut left = self.both(depth)?;
        while self.keyword("or") {
            let right = self.both(depth)?;
            left = Filter::Or(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn both(&mut self, depth: usize) -> Result<Filter, Unreadable> {
        let mut left = self.one(depth)?;
        while self.keyword("and") {
            let right = self.one(depth)?;
            left = Filter::And(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn one(&mut self, depth: usize) -> Result<Filter, Unreadable> {
        if depth >= DEPTH_MAX {
            return Err(Unreadable);
        }
        if self.keyword("not") {
            self.want("(")?;
            let inner = self.either(depth + 1)?;
            self.want(")")?;
            return Ok(Filter::Not(Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.either(depth + 1)?;
            self.want(")")?;
            return Ok(inner);
        }
        let attribute = self.attribute()?;
        if self.rest.starts_with('[') {
            self.want("[")?;
            let inner = self.either(depth + 1)?;
            self.want("]")?;
            return Ok(Filter::Within(attribute, Box::new(inner)));
        }
        if self.keyword("pr") {
            return Ok(Filter::Present(attribute));
        }
        let op = self.op()?;
        let value = self.value()?;
        if value.takes(op) {
            return Ok(Filter::Compare(attribute, op, value));
        }
        Err(Unreadable)
    }

    fn op(&mut self) -> Result<Op, Unreadable> {
        let all = [
            ("eq", Op::Eq),
            ("ne", Op::Ne),
            ("co", Op::Co),
            ("sw", Op::Sw),
            ("ew", Op::Ew),
            ("gt", Op::Gt),
            ("ge", Op::Ge),
            ("lt", Op::Lt),
            ("le", Op::Le),
        ];
        let found = all.into_iter().find(|(word, _)| self.keyword(word));
        found.map(|(_, op)| op).ok_or(Unreadable)
    }

    fn value(&mut self) -> Result<Value, Unreadable> {
        for (word, value) in [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ] {
            if self.keyword(word) {
                return Ok(value);
            }
        }
        let rest = self.rest.trim_start();
        if rest.starts_with('"') {
            return self.text();
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '-'))
            .unwrap_or(rest.len());
        let (number, tail) = rest.split_at_checked(end).ok_or(Unreadable)?;
        self.rest = tail;
        number.parse().map(Value::Number).map_err(|_| Unreadable)
    }

    /// A JSON text.
    fn text(&mut self) -> Result<Value, Unreadable> {
        self.want("\"")?;
        let mut text = String::new();
        let mut letters = self.rest.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = self.rest.get(at + 1..).ok_or(Unreadable)?;
                    return Ok(Value::Text(text));
                }
                '\\' => match letters.next() {
                    Some((_, escaped @ ('"' | '\\' | '/'))) => text.push(escaped),
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'b')) => text.push('\u{8}'),
                    Some((_, 'f')) => text.push('\u{c}'),
                    Some((_, 'u')) => {
                        let digits: String = letters.by_ref().take(4).map(|(_, c)| c).collect();
                        text.push(numbered(&digits).ok_or(Unreadable)?);
                    }
                    _ => return Err(Unreadable),
                },
                other => text.push(other),
            }
        }
        Err(Unreadable)
    }
}

/// The letter of this number, in four digits of base 16; none is half of one.
fn numbered(digits: &str) -> Option<char> {
    let is_hex = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex);
    number.and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(filter: &str) -> String {
        fn show(filter: &Filter) -> String {
            let name = |a: &Attribute| match &a.part {
                Some(part) => format!("{}.{part}", a.name),
                None => a.name.clone(),
            };
            match filter {
                Filter::Present(a) => format!("{}?", name(a)),
                Filter::Compare(a, op, value) => format!("{} {op:?} {value:?}", name(a)),
                Filter::Within(a, inner) => format!("{}[{}]", name(a), show(inner)),
                Filter::And(a, b) => format!("({} & {})", show(a), show(b)),
                Filter::Or(a, b) => format!("({} | {})", show(a), show(b)),
                Filter::Not(a) => format!("!{}", show(a)),
            }
        }
        Filter::parse(filter).map_or_else(|_| "unreadable".to_owned(), |filter| show(&filter))
    }

    #[test]
    fn the_filters_that_the_specification_prints_are_read() {
        for (filter, read) in [
            ("userName Eq \"bjensen\"", "userName Eq Text(\"bjensen\")"),
            (
                "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"",
                "userName Sw Text(\"J\")",
            ),
            (
                "title pr and userType eq \"Employee\"",
                "(title? & userType Eq Text(\"Employee\"))",
            ),
            ("a pr or b pr and c pr", "(a? | (b? & c?))"),
            ("not (a pr) and b eq true", "(!a? & b Eq Bool(true))"),
            (
                "emails[type eq \"work\" and value co \"@example.org\"]",
                "emails[(type Eq Text(\"work\") & value Co Text(\"@example.org\"))]",
            ),
            ("meta.version gt 3", "meta.version Gt Number(3)"),
            ("a eq \"x\\\"y\"", "a Eq Text(\"x\\\"y\")"),
            ("a eq \"\\u00e9\"", "a Eq Text(\"é\")"),
            ("a eq \"\\ud800\"", "unreadable"),
            ("a eq \"\\u+0e9\"", "unreadable"),
            ("active gt true", "unreadable"),
            ("title co null", "unreadable"),
            ("meta.version sw 3", "unreadable"),
            ("NOT(a PR)AND b PR", "(!a? & b?)"),
            ("a pr and (b pr or c pr)", "(a? & (b? | c?))"),
            ("", "unreadable"),
            ("userName", "unreadable"),
            ("userName eq", "unreadable"),
            ("userName eq \"a", "unreadable"),
            ("(a pr", "unreadable"),
            ("a pr b pr", "unreadable"),
        ] {
            assert_eq!(text(filter), read, "{filter}");
        }
        let deep = format!("{}a pr{}", "(".repeat(40), ")".repeat(40));
        assert_eq!(text(&deep), "unreadable");
    }

    #[test]
    fn a_path_names_an_attribute_a_choice_of_its_values_and_a_part() {
        let path = Path::parse("emails[type eq \"work\"].value").unwrap();
        assert_eq!(path.attribute.part.as_deref(), Some("value"));
        assert!(path.filter.is_some());
        let plain = Path::parse("name.familyName").unwrap();
        assert_eq!(plain.attribute.part.as_deref(), Some("familyName"));
        for (path, schema) in [
            ("URN:ietf:params:scim:schemas:CORE:2.0:User:active", None),
            (
                "urn:example:shop:2.0:User:manager.value",
                Some("urn:example:shop:2.0:User"),
            ),
        ] {
            let path = Path::parse(path).unwrap();
            assert_eq!(path.attribute.schema.as_deref(), schema);
        }
        for wrong in [
            "urn:",
            "urn:a:",
            "",
            "emails[",
            "emails[type]",
            "a.b.c",
            "1",
        ] {
            assert!(Path::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_fail_in_another_way_than_by_saying_so(text in "\\PC{0,80}") {
            let _ = Filter::parse(&text);
            let _ = Path::parse(&text);
        }

        #[test]
        fn what_nearly_is_a_filter_is_read_or_refused(words in proptest::collection::vec("(and|or|not|\\(|\\)|\\[|\\]|a|eq|pr|\"x\"|true| )", 0..30)) {
            let _ = Filter::parse(&words.join(" "));
        }
    }
}
