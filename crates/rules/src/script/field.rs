//! What may be filled into a script: the closed list of what a card shows anyway.

/// Something that is filled in on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What to call the member.
    Name,
    /// The member's branch.
    Branch,
    /// Who calls.
    Caller,
    /// For whom.
    Campaign,
    /// In which contest.
    Contest,
}

impl Field {
    /// Every field, in the order in which errors name them.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Branch,
        Self::Caller,
        Self::Campaign,
        Self::Contest,
    ];

    /// As it stands between braces.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Branch => "branch",
            Self::Caller => "caller",
            Self::Campaign => "campaign",
            Self::Contest => "contest",
        }
    }

    /// The whole list, as errors name it.
    pub fn listed() -> String {
        Self::ALL
            .map(|field| format!("{{{}}}", field.text()))
            .join(", ")
    }
}

/// What is filled in: nothing but what the card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fills<'a> {
    /// What to call the member.
    pub name: &'a str,
    /// The member's branch.
    pub branch: &'a str,
    /// Who calls.
    pub caller: &'a str,
    /// For whom.
    pub campaign: &'a str,
    /// In which contest.
    pub contest: &'a str,
}

impl<'a> Fills<'a> {
    /// What stands for a field.
    pub const fn of(&self, field: Field) -> &'a str {
        match field {
            Field::Name => self.name,
            Field::Branch => self.branch,
            Field::Caller => self.caller,
            Field::Campaign => self.campaign,
            Field::Contest => self.contest,
        }
    }

    /// Words with everything filled in. What is filled in is never read as a field itself.
    pub fn fill(&self, words: &str) -> String {
        let Ok(pieces) = pieces(words) else {
            return words.to_owned();
        };
        let filled = pieces.into_iter().map(|piece| match piece {
            Piece::Said(said) => said,
            Piece::Field(field) => self.of(field),
        });
        filled.collect()
    }
}

/// A piece of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it is.
    Said(&'a str),
    /// Filled in.
    Field(Field),
}

/// Takes words apart. What stands between braces and is no field, and a brace alone, comes back as the error.
pub fn pieces(words: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            return Err("}".to_owned());
        }
        let Some((inner, after)) = after.split_once('}') else {
            return Err("{".to_owned());
        };
        let known = Field::ALL.into_iter().find(|field| field.text() == inner);
        let Some(field) = known else {
            let inner: String = inner.chars().take(40).collect();
            return Err(format!("{{{inner}}}"));
        };
        if !before.is_empty() {
            pieces.push(Piece::Said(before));
        }
        pieces.push(Piece::Field(field));
        rest = after;
    }
    if rest.contains('}') {
        return Err("}".to_owned());
    }
    if !rest.is_empty() {
        pieces.push(Piece::Said(rest));
    }
    Ok(pieces)
}
