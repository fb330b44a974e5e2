//! Checkpoints: size and root of a log, as the text that is signed (C2SP tlog-checkpoint).
//!
//! The source is <https://c2sp.org/tlog-checkpoint>. Signing and checking are in [`crate::note`].

use core::fmt;

use crate::hash::Hash;
use crate::number;

/// The state of a log at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// There are fewer than three lines, or the last has no end.
    #[error("a checkpoint is at least three whole lines, origin, size and root; fetch it again")]
    Lines,
    /// The origin or an extension line is empty or has a control character.
    #[error(
        "line {0} of the checkpoint is empty or has control characters; fetch it again as it is"
    )]
    Line(usize),
    /// The size isn't a plain decimal number.
    #[error(
        "the size is not a decimal number without leading zeros below 2^64; fetch the checkpoint again as it is"
    )]
    Size,
    /// The root isn't a hash in base64.
    #[error("the root is not a hash: {0}")]
    Root(#[from] crate::hash::HashError),
}

impl Checkpoint {
    /// The checkpoint of a log without extension lines, which the source advises against.
    ///
    /// `origin` names the log; it should be the name of the key that signs.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        check_line(1, origin)?;
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// The same checkpoint with one more extension line below.
    pub fn with_extension(mut self, line: &str) -> Result<Self, CheckpointError> {
        check_line(self.extensions.len() + 4, line)?;
        self.extensions.push(line.to_owned());
        Ok(self)
    }

    /// Reads the text of a note: origin, size, root and any extension lines.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text
            .strip_suffix('\n')
            .ok_or(CheckpointError::Lines)?
            .split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?, line()?, line()?);
        let mut checkpoint = Self::new(
            origin,
            number::parse(size).ok_or(CheckpointError::Size)?,
            Hash::from_base64(root)?,
        )?;
        for extension in lines {
            checkpoint = checkpoint.with_extension(extension)?;
        }
        Ok(checkpoint)
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of entries.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree over them.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }

    /// The lines below the root.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The text that is signed, the last line end included.
    #[must_use]
    pub fn body(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n{}\n{}",
            self.origin,
            self.size,
            self.root.to_base64()
        )?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn check_line(number: usize, line: &str) -> Result<(), CheckpointError> {
    if line.is_empty() || line.bytes().any(|byte| byte < b' ') {
        return Err(CheckpointError::Line(number));
    }
    Ok(())
}
