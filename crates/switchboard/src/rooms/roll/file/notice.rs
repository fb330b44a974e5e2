//! What a file's keeper should hear of that is no fault: how it was read, and what was put right.

use switchboard_store::rules::roll::Sign;

use crate::web::messages::Words;

/// One thing to say of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The encoding in which its letters were read.
    Encoding(&'static str),
    /// The sheet that was read.
    Sheet(String),
    /// Other sheets with something in them, which were not.
    OtherSheets(Vec<String>),
    /// Sheets that are hidden, have something in them, and were not read.
    HiddenSheets(Vec<String>),
    /// So many of something.
    Count(Matter, u64),
}

/// What can be counted in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Rows above the header.
    RowsAbove,
    /// Hidden rows, which were read.
    HiddenRows,
    /// Rows hidden by a filter, which were read.
    FilteredRows,
    /// Hidden columns, which were read.
    HiddenColumns,
    /// Cells that are one over several rows; each of these rows got the value.
    Merged,
    /// Formulas that the file holds no result of, taken as empty.
    FormulasWithoutResult,
    /// Dates that stood as numbers and were read as dates.
    DatesFromNumbers,
    /// Cells that a spreadsheet took for dates, in columns that hold none.
    DatesElsewhere,
    /// Cells beside the columns that have a heading, which were left out.
    CellsBeside,
    /// Rows that were joined to an earlier row of the same member.
    RowsJoined,
    /// Members with several addresses in a file without names; none was taken.
    AddressesDiffer,
    /// A sign in a cell.
    Sign(Sign),
}

impl Matter {
    /// The key of its sentence.
    const fn key(self) -> &'static str {
        match self {
            Self::RowsAbove => "import-notice-rows-above",
            Self::HiddenRows => "import-notice-hidden-rows",
            Self::FilteredRows => "import-notice-filtered-rows",
            Self::HiddenColumns => "import-notice-hidden-columns",
            Self::Merged => "import-notice-merged",
            Self::FormulasWithoutResult => "import-notice-formulas-without-result",
            Self::DatesFromNumbers => "import-notice-dates-from-numbers",
            Self::DatesElsewhere => "import-notice-dates-elsewhere",
            Self::CellsBeside => "import-notice-cells-beside",
            Self::RowsJoined => "import-notice-rows-joined",
            Self::AddressesDiffer => "import-notice-addresses-differ",
            Self::Sign(Sign::ZeroRestored) => "import-notice-zero-restored",
            Self::Sign(Sign::ZipZeroRestored) => "import-notice-zip-zero-restored",
            Self::Sign(Sign::SeveralNumbers) => "import-notice-several-numbers",
            Self::Sign(Sign::ExDirectory) => "import-notice-ex-directory",
            Self::Sign(Sign::Fax) => "import-notice-fax",
            Self::Sign(Sign::MaybeRounded) => "import-notice-maybe-rounded",
            Self::Sign(Sign::Misread) => "import-notice-misread",
            Self::Sign(Sign::UnknownLanguage) => "import-notice-unknown-language",
        }
    }
}

impl Notice {
    /// The word for it, in JSON.
    pub fn word(&self) -> &'static str {
        self.key().trim_start_matches("import-notice-")
    }

    /// What is as it should be needs no advice.
    fn is_utf_8(&self) -> bool {
        *self == Self::Encoding("UTF-8")
    }

    /// The key of its sentence.
    fn key(&self) -> &'static str {
        match self {
            Self::Encoding(_) if self.is_utf_8() => "import-notice-utf-8",
            Self::Encoding(_) => "import-notice-encoding",
            Self::Sheet(_) => "import-notice-sheet",
            Self::OtherSheets(_) => "import-notice-other-sheets",
            Self::HiddenSheets(_) => "import-notice-hidden-sheets",
            Self::Count(matter, _) => matter.key(),
        }
    }

    /// How many, where something was counted.
    pub const fn count(&self) -> Option<u64> {
        match self {
            Self::Count(_, count) => Some(*count),
            _ => None,
        }
    }

    /// The sentence.
    pub fn say(&self, words: &Words) -> String {
        let sentence = words.say(self.key());
        match self {
            Self::Encoding(name) => sentence.text("name", name),
            Self::Sheet(name) => sentence.text("name", name),
            Self::OtherSheets(names) | Self::HiddenSheets(names) => {
                sentence.text("names", names.join(", "))
            }
            Self::Count(_, count) => sentence.number("count", *count),
        }
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Matter, Notice, Sign, Words};

    #[test]
    fn every_notice_has_its_sentence_for_one_and_for_many() {
        let words = Words::english();
        let own = [
            Matter::RowsAbove,
            Matter::HiddenRows,
            Matter::FilteredRows,
            Matter::HiddenColumns,
            Matter::Merged,
            Matter::FormulasWithoutResult,
            Matter::DatesFromNumbers,
            Matter::DatesElsewhere,
            Matter::CellsBeside,
            Matter::RowsJoined,
            Matter::AddressesDiffer,
        ];
        let signs = Sign::ALL.map(Matter::Sign);
        for matter in own.into_iter().chain(signs) {
            let one = Notice::Count(matter, 1).say(&words);
            let many = Notice::Count(matter, 1_200).say(&words);
            assert!(one.starts_with("One ") && !one.contains('⟦'), "{one}");
            assert!(many.starts_with("1,200 ") && !many.contains('⟦'), "{many}");
        }
        let names = || vec!["Old".to_owned(), "Lapsed".to_owned()];
        for notice in [
            Notice::Encoding("UTF-8"),
            Notice::Encoding("windows-1252"),
            Notice::Sheet("Members".to_owned()),
            Notice::OtherSheets(names()),
            Notice::HiddenSheets(names()),
        ] {
            assert!(!notice.say(&words).contains('⟦'), "{notice:?}");
        }
    }
}
