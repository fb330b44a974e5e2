//! The words of a command: places and flags, each flag with its value behind it.

use std::ffi::OsString;

use super::ArgsError;

/// What stands behind a command.
pub(crate) struct Words {
    places: std::vec::IntoIter<OsString>,
    flags: Vec<(&'static str, OsString)>,
    pub(crate) is_help: bool,
}

impl Words {
    /// Reads the words; `known` are the flags of the command, `places_max` how many places it takes.
    pub(crate) fn read(
        mut words: impl Iterator<Item = OsString>,
        known: &[&'static str],
        places_max: usize,
    ) -> Result<Self, ArgsError> {
        let (mut places, mut flags, mut is_help) = (Vec::new(), Vec::new(), false);
        while let Some(word) = words.next() {
            let flag = known.iter().find(|flag| word == **flag);
            if let Some(flag) = flag {
                flags.push((*flag, words.next().ok_or(ArgsError::NoValue(flag))?));
            } else if word == "--help" || word == "-h" {
                is_help = true;
            } else if word.to_string_lossy().starts_with('-') || places.len() == places_max {
                return Err(ArgsError::Unknown(word));
            } else {
                places.push(word);
            }
        }
        Ok(Self {
            places: places.into_iter(),
            flags,
            is_help,
        })
    }

    /// The next place.
    pub(crate) fn place(&mut self, name: &'static str) -> Result<OsString, ArgsError> {
        self.places.next().ok_or(ArgsError::Missing(name))
    }

    /// All places that are left, at least one.
    pub(crate) fn places(&mut self, name: &'static str) -> Result<Vec<OsString>, ArgsError> {
        let first = self.place(name)?;
        Ok(std::iter::once(first).chain(self.places.by_ref()).collect())
    }

    /// The values of a flag that may stand there often, in their order.
    pub(crate) fn all(&mut self, flag: &'static str) -> Vec<OsString> {
        let of_flag = |(name, _): &mut (&'static str, OsString)| *name == flag;
        self.flags
            .extract_if(.., of_flag)
            .map(|(_, value)| value)
            .collect()
    }

    /// The value of a flag that stands there once at most.
    pub(crate) fn once(&mut self, flag: &'static str) -> Result<Option<OsString>, ArgsError> {
        let mut values = self.all(flag).into_iter();
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(ArgsError::Twice(flag)),
            (value, None) => Ok(value),
        }
    }

    /// The same as text.
    pub(crate) fn text(&mut self, flag: &'static str) -> Result<Option<String>, ArgsError> {
        let value = self.once(flag)?;
        value
            .map(|value| value.into_string().map_err(ArgsError::Unknown))
            .transpose()
    }
}
