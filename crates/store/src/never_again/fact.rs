//! The kinds of facts, in the words of the file.

use switchboard_rules::card::Size;
use switchboard_rules::forgetting::Keep;
use switchboard_rules::ids::{AccountId, CampaignId, MemberId, TermId};
use switchboard_rules::roll::By;

use crate::desk::never_member;
use crate::seal::hex;
use crate::world::Inner;

/// Something that no restored backup may undo. People stand in it as keyed hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Somebody, or a number, may not be rung any more.
    Objection {
        hash: [u8; 16],
        campaign: [u8; 16],
        size: Size,
    },
    /// A mark that stops or allows something, set or taken away.
    Mark {
        member: [u8; 16],
        mark: Mark,
        on: bool,
    },
    /// An account's access has ended.
    Left { account: [u8; 16] },
    /// One role of an account has ended before its time.
    Over { term: [u8; 16] },
    /// A campaign withdrew.
    Withdrawn { campaign: [u8; 16] },
    /// A member was erased.
    Erased { member: [u8; 16] },
    /// Whoever is known by this was erased, and comes back by no file.
    Gone { hash: [u8; 16], by: By },
    /// A campaign's key was destroyed, with all it wrote about anybody.
    Shredded { campaign: [u8; 16] },
    /// Backups are kept for so many days: by that, whoever was forgotten was told a day.
    Keep { keep: Keep },
}

/// Which mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Protected,
    Restricted,
    Deceased,
}

impl Mark {
    const ALL: [Self; 3] = [Self::Protected, Self::Restricted, Self::Deceased];

    const fn word(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Restricted => "restricted",
            Self::Deceased => "deceased",
        }
    }
}

impl Fact {
    pub(crate) fn mark(world: &Inner, member: MemberId, mark: Mark, on: bool) -> Self {
        Self::Mark {
            member: never_member(world, member),
            mark,
            on,
        }
    }

    pub(crate) fn left(world: &Inner, account: AccountId) -> Self {
        Self::Left {
            account: never_account(world, account),
        }
    }

    pub(crate) fn over(world: &Inner, term: TermId) -> Self {
        Self::Over {
            term: never_term(world, term),
        }
    }

    pub(crate) fn withdrawn(world: &Inner, campaign: CampaignId) -> Self {
        Self::Withdrawn {
            campaign: never_campaign(world, campaign),
        }
    }

    pub(crate) fn erased(world: &Inner, member: MemberId) -> Self {
        Self::Erased {
            member: never_member(world, member),
        }
    }

    /// The words of the line.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Objection {
                hash,
                campaign,
                size,
            } => format!("objection {} {} {}", hex(hash), hex(campaign), size.code()),
            Self::Mark { member, mark, on } => {
                let on = if *on { "on" } else { "off" };
                format!("mark {} {} {on}", hex(member), mark.word())
            }
            Self::Left { account } => format!("left {}", hex(account)),
            Self::Over { term } => format!("over {}", hex(term)),
            Self::Withdrawn { campaign } => format!("withdrawn {}", hex(campaign)),
            Self::Erased { member } => format!("erased {}", hex(member)),
            Self::Gone { hash, by } => format!("gone {} {}", hex(hash), by.word()),
            Self::Shredded { campaign } => format!("shredded {}", hex(campaign)),
            Self::Keep { keep } => format!("keep {}", keep.as_days()),
        }
    }

    /// Reads the words again; none where this program doesn't know them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let kind = words.next()?;
        let first = words.next()?;
        if kind == "keep" {
            let keep = Keep::days(first.parse().ok()?).ok()?;
            return words.next().is_none().then_some(Self::Keep { keep });
        }
        let hash = hash(first)?;
        let rest: Vec<&str> = words.collect();
        Some(match (kind, rest.as_slice()) {
            ("objection", [campaign, size]) => Self::Objection {
                hash,
                campaign: self::hash(campaign)?,
                size: Size::from_code(size)?,
            },
            ("mark", [mark, on @ ("on" | "off")]) => Self::Mark {
                member: hash,
                mark: Mark::ALL.into_iter().find(|m| m.word() == *mark)?,
                on: *on == "on",
            },
            ("left", []) => Self::Left { account: hash },
            ("over", []) => Self::Over { term: hash },
            ("shredded", []) => Self::Shredded { campaign: hash },
            ("withdrawn", []) => Self::Withdrawn { campaign: hash },
            ("erased", []) => Self::Erased { member: hash },
            ("gone", [by]) => Self::Gone {
                hash,
                by: By::parse(by)?,
            },
            _ => return None,
        })
    }
}

/// The never-again hash of an account.
pub(crate) fn never_account(world: &Inner, account: AccountId) -> [u8; 16] {
    world.keys.never.short("account", account.as_bytes())
}

/// The never-again hash of one role of an account.
pub(crate) fn never_term(world: &Inner, term: TermId) -> [u8; 16] {
    world.keys.never.short("term", term.as_bytes())
}

/// The never-again hash of a campaign.
pub(crate) fn never_campaign(world: &Inner, campaign: CampaignId) -> [u8; 16] {
    world.keys.never.short("campaign", campaign.as_bytes())
}

/// Sixteen bytes in small hexadecimal digits.
pub(super) fn hash(text: &str) -> Option<[u8; 16]> {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if text.len() != 32 || !text.bytes().all(is_hex) {
        return None;
    }
    u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_fact_reads_back_from_its_words() {
        let hash = [7; 16];
        for fact in [
            Fact::Objection {
                hash,
                campaign: [0; 16],
                size: Size::Anyone,
            },
            Fact::Mark {
                member: hash,
                mark: Mark::Protected,
                on: true,
            },
            Fact::Mark {
                member: hash,
                mark: Mark::Restricted,
                on: false,
            },
            Fact::Mark {
                member: hash,
                mark: Mark::Deceased,
                on: true,
            },
            Fact::Left { account: hash },
            Fact::Over { term: hash },
            Fact::Withdrawn { campaign: hash },
            Fact::Erased { member: hash },
            Fact::Shredded { campaign: hash },
            Fact::Gone {
                hash,
                by: By::ExternalId,
            },
            Fact::Gone {
                hash,
                by: By::NumberAndName,
            },
            Fact::Keep {
                keep: Keep::days(20).unwrap(),
            },
        ] {
            assert_eq!(Fact::parse(&fact.text()), Some(fact), "{}", fact.text());
        }
        for wrong in [
            "",
            "left",
            "left 07",
            "mark 07070707070707070707070707070707 odd on",
            "gone 07070707070707070707070707070707 odd",
            "keep",
            "keep 36",
            "keep 20 21",
        ] {
            assert_eq!(Fact::parse(wrong), None, "{wrong}");
        }
    }
}
