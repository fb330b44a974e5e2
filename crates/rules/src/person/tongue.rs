//! In which language somebody is rung: out of a closed list, so that a word of a file never becomes more than a number.

/// One language of the list: its number, which queues keep and never changes; its BCP 47 primary subtag; the other names that files
/// give it, in small letters; the key of its name in the message files.
type Entry = (u8, &'static str, &'static [&'static str], &'static str);

macro_rules! tongues {
    ($($number:literal $code:literal: $($name:literal)*;)+) => {
        const LIST: &[Entry] = &[$(($number, $code, &[$($name),*], concat!("tongue-", $code)),)+];
    };
}

tongues! {
    1 "en": "eng" "english" "saesneg";
    2 "cy": "cym" "wel" "welsh" "cymraeg";
    3 "ga": "gle" "irish" "gaeilge";
    4 "gd": "gla" "gaelic" "scottish gaelic" "gàidhlig";
    5 "ar": "ara" "arabic";
    6 "bg": "bul" "bulgarian";
    7 "bn": "ben" "bengali" "bangla" "sylheti";
    8 "cs": "ces" "cze" "czech";
    9 "da": "dan" "danish" "dansk";
    10 "de": "deu" "ger" "german" "deutsch";
    11 "el": "ell" "gre" "greek";
    12 "es": "spa" "spanish" "español" "espanol" "castellano";
    13 "fa": "fas" "per" "persian" "farsi" "dari";
    14 "fi": "fin" "finnish" "suomi";
    15 "fr": "fra" "fre" "french" "français" "francais";
    16 "gu": "guj" "gujarati";
    17 "hi": "hin" "hindi";
    18 "hu": "hun" "hungarian" "magyar";
    19 "it": "ita" "italian" "italiano";
    20 "ku": "kur" "kurdish" "kurmanji" "sorani";
    21 "lt": "lit" "lithuanian";
    22 "lv": "lav" "latvian";
    23 "ne": "nep" "nepali";
    24 "nl": "nld" "dut" "dutch" "nederlands";
    25 "no": "nor" "nb" "nn" "norwegian" "norsk";
    26 "pa": "pan" "punjabi" "panjabi";
    27 "pl": "pol" "polish" "polski";
    28 "pt": "por" "portuguese" "português" "portugues";
    29 "ro": "ron" "rum" "romanian" "română";
    30 "ru": "rus" "russian";
    31 "sk": "slk" "slo" "slovak";
    32 "so": "som" "somali";
    33 "sv": "swe" "swedish" "svenska";
    34 "sw": "swa" "swahili" "kiswahili";
    35 "ta": "tam" "tamil";
    36 "tr": "tur" "turkish" "türkçe" "turkce";
    37 "uk": "ukr" "ukrainian";
    38 "ur": "urd" "urdu";
    39 "vi": "vie" "vietnamese";
    40 "zh": "zho" "chi" "chinese" "mandarin" "cantonese";
}

/// What stands between two languages of one cell.
const BETWEEN: [char; 6] = [',', ';', '/', '&', '+', '|'];

/// A language in which calls are made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tongue(u8);
super::says_only_its_name!(Tongue);

impl Tongue {
    /// The usual language where nothing is said.
    pub const ENGLISH: Self = Self(1);
    /// How many there are.
    pub const COUNT: usize = LIST.len();

    /// Every one, in the order of the list.
    pub fn all() -> impl Iterator<Item = Self> {
        LIST.iter().map(|(number, ..)| Self(*number))
    }

    /// The language that a cell or a field names: a BCP 47 tag (`cy`, `cy-GB`, `cy_GB.UTF-8`), a code of three letters, or a name
    /// ("Welsh", "Cymraeg"); none where it is not among those of the list, and none where it names more than one ("Polish; English"):
    /// whoever types it is asked for one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let text = text.replace(" and ", "/").replace(" or ", "/");
        let (whole, aside) = text.split_once('(').unwrap_or((text.as_str(), ""));
        let parts = whole.split(BETWEEN).map(str::trim);
        let mut parts = parts.filter(|part| !part.is_empty());
        let first = Self::of_tag(parts.next()?)?;
        if !parts.all(|part| Self::of_tag(part) == Some(first)) {
            return None;
        }
        // Short words of prose are codes as well: "no", "so", "it".
        let words = aside.split(|c: char| !c.is_alphabetic());
        let mut words = words.filter(|word| word.chars().count() > 2);
        let is_alone = words.all(|word| Self::named(word).is_none_or(|tongue| tongue == first));
        is_alone.then_some(first)
    }

    /// The first language of the list that a cell of a file names, where it may name several ("Polish; Urdu"): whoever writes several
    /// begins with the one that they would like most. None where the usual one is among them, in brackets too ("Urdu/English", "Polish
    /// (English is fine)"): whoever speaks it is rung by everybody, and else would wait for the few who ring in the other. A `no` among
    /// them answers a question.
    pub fn first_of(cell: &str, usual: Self) -> Option<Self> {
        let cell = cell.to_lowercase();
        let cell = cell.replace(" and ", "/").replace(" or ", "/");
        let (whole, aside) = cell.split_once('(').unwrap_or((cell.as_str(), ""));
        let named = |part: &str| Self::of_tag(part).filter(|_| part != "no");
        let mut words = aside.split(|c: char| !c.is_alphanumeric());
        if words.any(|word| named(word) == Some(usual)) {
            return None;
        }
        let parts = whole.split(BETWEEN).map(str::trim);
        let all: Vec<Self> = parts.filter_map(named).collect();
        let first = all.first().copied();
        first.filter(|_| !all.contains(&usual))
    }

    /// The language of one name, code or tag, in small letters.
    fn of_tag(whole: &str) -> Option<Self> {
        Self::named(whole).or_else(|| {
            let mut subtags = whole.split(['-', '_']);
            let primary = subtags.next().filter(|_| subtags.next().is_some())?;
            Self::named(primary).filter(|_| matches!(primary.len(), 2 | 3))
        })
    }

    fn named(word: &str) -> Option<Self> {
        LIST.iter()
            .find(|(_, code, names, _)| *code == word || names.contains(&word))
            .map(|(number, ..)| Self(*number))
    }

    /// The language of exactly this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = LIST.iter();
        all.find(|(_, known, ..)| *known == code)
            .map(|(number, ..)| Self(*number))
    }

    /// The language of this number.
    pub fn from_number(number: i64) -> Option<Self> {
        let mut all = LIST.iter();
        all.find(|(known, ..)| i64::from(*known) == number)
            .map(|(number, ..)| Self(*number))
    }

    /// Its number, which queues keep.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// Its code: the primary subtag of BCP 47.
    pub fn code(self) -> &'static str {
        self.entry().map_or("", |(_, code, ..)| code)
    }

    /// The key of its name in the message files.
    pub fn label(self) -> &'static str {
        self.entry().map_or("tongue-en", |(.., label)| label)
    }

    fn entry(self) -> Option<&'static Entry> {
        LIST.iter().find(|(number, ..)| *number == self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag_and_by_its_names() {
        for (text, code) in [
            ("cy", "cy"),
            ("CY-gb", "cy"),
            ("cy_GB.UTF-8", "cy"),
            (" Cymraeg ", "cy"),
            ("wel", "cy"),
            ("English (United Kingdom)", "en"),
            ("en-GB", "en"),
            ("Persian (Farsi)", "fa"),
            ("Portuguese (pt-BR)", "pt"),
            ("Chinese, Mandarin", "zh"),
            ("nb-NO", "no"),
        ] {
            assert_eq!(Tongue::parse(text).map(Tongue::code), Some(code), "{text}");
        }
        for text in ["", "-", "x", "Klingon", "welsh-speaking", "cyx", "e n"] {
            assert_eq!(Tongue::parse(text).map(Tongue::code), None, "{text}");
        }
        for several in [
            "Polish; English",
            "Arabic/English",
            "Welsh and English",
            "Welsh or Irish",
            "en, cy",
            "Polish (English is fine)",
        ] {
            assert_eq!(Tongue::parse(several).map(Tongue::code), None, "{several}");
        }
    }

    #[test]
    fn of_several_the_first_that_is_known_is_kept_unless_the_usual_one_is_among_them() {
        let (english, welsh) = (Tongue::ENGLISH, Tongue::from_code("cy").unwrap());
        for (cell, usual, first) in [
            ("Welsh/English", english, None),
            ("Welsh/English", welsh, None),
            ("Polish and English", welsh, Some("pl")),
            ("Polish; Urdu", english, Some("pl")),
            ("en, cy", english, None),
            ("Klingon / Welsh", english, Some("cy")),
            ("Polish (English is fine)", english, None),
            ("Polish (English is fine)", welsh, Some("pl")),
            ("no, Urdu", english, Some("ur")),
            ("nb-NO, Urdu", english, Some("no")),
            ("Cymraeg", english, Some("cy")),
            ("Klingon; Elvish", english, None),
            ("no", english, None),
            ("", english, None),
        ] {
            let found = Tongue::first_of(cell, usual);
            assert_eq!(found.map(Tongue::code), first, "{cell}");
        }
    }

    #[test]
    fn no_number_code_or_name_stands_twice() {
        let mut seen = HashSet::new();
        for (number, code, names, label) in LIST {
            assert!(seen.insert(number.to_string()) && *number > 0);
            assert!(seen.insert((*code).to_owned()) && seen.insert((*label).to_owned()));
            assert!(names.iter().all(|name| seen.insert((*name).to_owned())));
            let tongue = Tongue::from_code(code).unwrap();
            assert_eq!(Tongue::from_number(tongue.number()), Some(tongue));
            assert_eq!((tongue.code(), tongue.label()), (*code, *label));
        }
        assert_eq!(Tongue::all().count(), Tongue::COUNT);
        assert_eq!(
            (Tongue::from_code("CY"), Tongue::from_number(0)),
            (None, None)
        );
    }
}
