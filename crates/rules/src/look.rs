//! Looking at one member: what for, when a fuller reason is asked for first, and what comes of reading it.
//!
//! Every look has a purpose from a closed list. About one in ten, drawn by the operating system's own chance, is asked for
//! a fuller reason before anything is shown, and a second person reads it; looks at one's own record and at colleagues'
//! are asked always. So whoever opens records out of curiosity can't know which of them a colleague will ask about.

/// What a member's record is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The member is on the telephone or at the door.
    RingsUs,
    /// A letter or an e-mail of the member.
    Letter,
    /// A caller reported that something is wrong.
    AfterReport,
    /// The member joins or leaves.
    JoinsOrLeaves,
    /// The member asks what is kept about them.
    DataRequest,
    /// The member may stand on the roll twice.
    Duplicate,
    /// Something else, said in words.
    Other,
}

impl Purpose {
    /// Every purpose, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::RingsUs,
        Self::Letter,
        Self::AfterReport,
        Self::JoinsOrLeaves,
        Self::DataRequest,
        Self::Duplicate,
        Self::Other,
    ];

    /// Its name in forms, tables and entries; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RingsUs => "rings-us",
            Self::Letter => "letter",
            Self::AfterReport => "after-report",
            Self::JoinsOrLeaves => "joins-or-leaves",
            Self::DataRequest => "data-request",
            Self::Duplicate => "duplicate",
            Self::Other => "other",
        }
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RingsUs => "purpose-rings-us",
            Self::Letter => "purpose-letter",
            Self::AfterReport => "purpose-after-report",
            Self::JoinsOrLeaves => "purpose-joins-or-leaves",
            Self::DataRequest => "purpose-data-request",
            Self::Duplicate => "purpose-duplicate",
            Self::Other => "purpose-other",
        }
    }

    /// The purpose of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Why a fuller reason is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It was drawn.
    Drawn,
    /// It is the record of whoever looks.
    Own,
    /// It is the record of somebody who works here.
    Colleague,
}

impl Why {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Drawn, Self::Own, Self::Colleague];

    /// Its name in tables and entries; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Own => "own",
            Self::Colleague => "colleague",
        }
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Drawn => "why-drawn",
            Self::Own => "why-own",
            Self::Colleague => "why-colleague",
        }
    }

    /// The one of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// Whether this look is asked: `chance` is one byte from the operating system, and 26 of its 256 values say yes.
    ///
    /// One's own record and a colleague's are asked whatever the byte.
    pub const fn of(whose: Whose, chance: u8) -> Option<Self> {
        match whose {
            Whose::Own => Some(Self::Own),
            Whose::Colleague => Some(Self::Colleague),
            Whose::Others if chance < ASKED_OF_256 => Some(Self::Drawn),
            Whose::Others => None,
        }
    }
}

/// Of 256 looks so many are asked: 10.2 in a hundred.
const ASKED_OF_256: u8 = 26;

/// Whose record it is, seen from the one who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// Their own.
    Own,
    /// That of somebody else with an account here.
    Colleague,
    /// A member's like any other.
    Others,
}

/// What the second reader says of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// It is a reason to look.
    Fine,
    /// It must be asked about.
    AskAbout,
}

impl Reading {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Fine, Self::AskAbout];

    /// Its name in forms, tables and entries; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::AskAbout => "ask-about",
        }
    }

    /// The key of its button in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fine => "reading-fine",
            Self::AskAbout => "reading-ask-about",
        }
    }

    /// The reading of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.code() == code)
    }
}

/// A mark that takes a member off every desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// For the member's safety: never on any desk, and only officers know.
    Protected,
    /// Kept and not used, as the member may ask for (GDPR, Article 18).
    Restricted,
}

impl Mark {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Protected, Self::Restricted];

    /// Its name in forms, tables and entries; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Restricted => "restricted",
        }
    }

    /// The mark of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }
}

/// Words that somebody typed as a reason: whole sentences, not a full stop.
///
/// Personal, so `Debug` prints the type's name only.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(String);
crate::person::says_only_its_name!(Words);

/// Why words are no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Too few letters to say anything.
    #[error("this says too little; write a sentence that a colleague understands")]
    Short,
    /// More than is kept.
    #[error("this is too long; shorten it to 2,000 characters")]
    Long,
}

impl WordsError {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Short, Self::Long];

    /// The key in the message files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Short => "words-short",
            Self::Long => "words-long",
        }
    }
}

/// How many letters or digits a reason has at least.
const LETTERS_MIN: usize = 8;
/// How many characters are kept at most.
const CHARS_MAX: usize = 2_000;

impl Words {
    /// Reads a reason or a note.
    ///
    /// # Errors
    /// [`WordsError`], when it says too little or is too long.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let text = text.trim();
        if text.chars().count() > CHARS_MAX {
            return Err(WordsError::Long);
        }
        if text.chars().filter(|c| c.is_alphanumeric()).count() < LETTERS_MIN {
            return Err(WordsError::Short);
        }
        Ok(Self(text.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_in_ten_is_asked_and_ones_own_and_a_colleagues_always() {
        let asked = (0..=u8::MAX).filter(|byte| Why::of(Whose::Others, *byte).is_some());
        assert_eq!(asked.count(), 26);
        for byte in 0..=u8::MAX {
            assert_eq!(Why::of(Whose::Own, byte), Some(Why::Own));
            assert_eq!(Why::of(Whose::Colleague, byte), Some(Why::Colleague));
        }
    }

    #[test]
    fn every_code_reads_back() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
        }
        for why in Why::ALL {
            assert_eq!(Why::from_code(why.code()), Some(why));
        }
        for reading in Reading::ALL {
            assert_eq!(Reading::from_code(reading.code()), Some(reading));
        }
        for mark in Mark::ALL {
            assert_eq!(Mark::from_code(mark.code()), Some(mark));
        }
        assert_eq!(Purpose::from_code("curiosity"), None);
    }

    #[test]
    fn a_full_stop_is_no_reason() {
        assert_eq!(Words::parse(" . "), Err(WordsError::Short));
        assert_eq!(Words::parse("ok ok"), Err(WordsError::Short));
        assert_eq!(Words::parse(&"long ".repeat(500)), Err(WordsError::Long));
        let words = Words::parse("  Rang about her subscription. ").unwrap();
        assert_eq!(words.as_str(), "Rang about her subscription.");
        assert_eq!(format!("{words:?}"), "Words(…)");
    }
}
