//! Why a file can't be read, and what to do about it.

use std::io;

use switchboard_store::rules::roll::MapError;

use super::{COLUMNS_MAX, SHEET_FILE_BYTES_MAX};

/// What a file is that is neither a CSV file nor a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A page of the web, which some systems save as `.xls`.
    Page,
    /// XML of its own.
    Xml,
    /// Written text: RTF, a Word document.
    Document,
    /// A workbook of before 2007, or another old Office file.
    OldWorkbook,
    /// An ODS workbook.
    OpenDocument,
    /// XLSB.
    BinaryWorkbook,
    /// Files packed into one, without a workbook among them.
    Archive,
}

impl Kind {
    /// What it is, and what to do instead.
    const fn advice(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF; ask for the spreadsheet that it was made from",
            Self::Picture => "a picture; ask for the spreadsheet that it shows",
            Self::Page => "a web page; open it in your spreadsheet and save it as XLSX",
            Self::Xml => "an XML file; open it in your spreadsheet and save it as XLSX",
            Self::Document => {
                "a written document; copy its table into a spreadsheet and save that as XLSX"
            }
            Self::OldWorkbook => {
                "a workbook of the old kind; open it in your spreadsheet and save it as XLSX"
            }
            Self::OpenDocument => {
                "an ODS workbook; open it in your spreadsheet and save it as XLSX"
            }
            Self::BinaryWorkbook => {
                "a binary workbook; open it in your spreadsheet and save it as XLSX"
            }
            Self::Archive => "a packed archive; unpack it and import the CSV or XLSX file inside",
        }
    }

    /// The word for it in keys of messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Picture => "picture",
            Self::Page => "page",
            Self::Xml => "xml",
            Self::Document => "document",
            Self::OldWorkbook => "old-workbook",
            Self::OpenDocument => "open-document",
            Self::BinaryWorkbook => "binary-workbook",
            Self::Archive => "archive",
        }
    }
}

/// Why a file can't be read, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty; save it again with a first line of column names")]
    Empty,
    /// Another kind of file, whatever its name says.
    #[error("this is {}", .0.advice())]
    Kind(Kind),
    /// A workbook that asks for a password.
    #[error("this workbook is locked with a password; save it without one and import it again")]
    Locked,
    /// A workbook that is cut off or broken.
    #[error(
        "this workbook is damaged or cut off; open it in your spreadsheet, save it again and import that"
    )]
    Damaged,
    /// A workbook too large to be held in memory.
    #[error("this workbook is larger than {} MiB; save it as `CSV UTF-8`, which may be of any size", SHEET_FILE_BYTES_MAX >> 20)]
    TooLarge,
    /// A workbook that unpacks to far more than a roll is.
    #[error(
        "this workbook unpacks to more than a roll needs; copy the table into a new workbook, or save it as `CSV UTF-8`"
    )]
    Bomb,
    /// No sheet of this name.
    #[error("there is no sheet `{asked}`; the sheets are {}", .sheets.join(", "))]
    NoSuchSheet {
        /// What was asked for.
        asked: String,
        /// What the workbook has.
        sheets: Vec<String>,
    },
    /// A sheet was asked for, and the file has none.
    #[error("a CSV file has no sheets; leave out --sheet")]
    NoSheets,
    /// A header in bytes that are no text.
    #[error(
        "line {line} can't be read as text; open the file in your spreadsheet and save it as `CSV UTF-8`"
    )]
    Encoding {
        /// The line on which the record begins.
        line: u64,
    },
    /// A NUL byte: no text has one.
    #[error("line {line} holds a NUL byte; save the file again as `CSV UTF-8`")]
    Nul {
        /// The line of the byte.
        line: u64,
    },
    /// A record that doesn't end.
    #[error(
        "the row that begins on line {line} is longer than 1 MiB; look there for a missing quotation mark"
    )]
    RecordTooLong {
        /// The line on which the record begins.
        line: u64,
    },
    /// More columns than any roll has.
    #[error(
        "the file has {found} columns; {COLUMNS_MAX} is the most, so leave out those that aren't needed"
    )]
    TooManyColumns {
        /// How many it has.
        found: usize,
    },
    /// The header.
    #[error(transparent)]
    Header(#[from] MapError),
    /// The disk, or the connection that the file comes over.
    #[error("the file can't be read: {0}")]
    Read(#[from] io::Error),
}
