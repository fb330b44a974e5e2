//! An entry as it is read from the store, and as a line for people.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_ledger::entry::{Act, ActSecret, Part, Place, Salt, Tag};
use switchboard_ledger::hash::Hash;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, LicenceId};
use switchboard_rules::moment::Moment;

use super::super::sequence::{bad_entry, open_act};
use super::whose::Known;
use crate::engine::{Raw, Row};
use crate::entry::voucher_in;
use crate::fault::Fault;
use crate::session::SYSTEM;
use crate::world::Inner;

/// A row of `entry`: `idx, id, act_sealed, subjects, number, previous`.
pub(super) struct Found {
    index: Option<i64>,
    pub(super) id: Vec<u8>,
    act: Vec<u8>,
    subjects: Vec<u8>,
    number: Option<i64>,
    previous: Option<Vec<u8>>,
}

impl Found {
    /// Where it stands in the log.
    pub(super) fn placed(&self) -> Option<u64> {
        self.index.and_then(|index| u64::try_from(index).ok())
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Found, Fault> {
    Ok(Found {
        index: row.opt_int(0)?,
        id: row.bytes(1)?.to_vec(),
        act: row.bytes(2)?.to_vec(),
        subjects: row.bytes(3)?.to_vec(),
        number: row.opt_int(4)?,
        previous: row.opt_bytes(5)?.map(<[u8]>::to_vec),
    })
}

/// An entry with its act open: for this crate alone, which decides what of it is handed on.
pub(super) struct Picked {
    /// Where it stands in the log; none before it has a place.
    pub(super) index: Option<u64>,
    pub(super) id: Vec<u8>,
    pub(super) act: Act,
    secret: ActSecret,
    place: Option<Place>,
    pub(super) subjects: Vec<Hash>,
    /// Who stands behind each subject.
    pub(super) known: Vec<Option<Known>>,
    /// Whether whoever asks still rings for its campaign, and so may read what came of their own call.
    is_told: bool,
}

impl Picked {
    pub(super) fn of(world: &Inner, found: Found) -> Result<Self, Fault> {
        let (act, secret) = open_act(world, &found.id, &found.act)?;
        let subjects = found.subjects.chunks_exact(Hash::BYTES).map(|bytes| {
            let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| bad_entry())?;
            Ok(Hash::from_bytes(bytes))
        });
        let index = found.placed();
        let place = match (found.number, found.previous) {
            (Some(number), Some(previous)) => Some(Place {
                number: u64::try_from(number).map_err(|_| bad_entry())?,
                previous: <[u8; 32]>::try_from(previous.as_slice())
                    .map(Hash::from_bytes)
                    .map_err(|_| bad_entry())?,
            }),
            _ => None,
        };
        Ok(Self {
            index,
            id: found.id,
            act,
            secret,
            place,
            subjects: subjects.collect::<Result<_, Fault>>()?,
            known: Vec::new(),
            is_told: false,
        })
    }

    /// The same with members whom nobody tells apart.
    pub(super) fn unknown(self) -> Self {
        Self {
            known: vec![None; self.subjects.len()],
            ..self
        }
    }

    /// Whether it says that reading a campaign's answers about its member was asked for, decided, opened or done: who was
    /// read about is told to nobody who can't see that member, by a number either.
    pub(super) fn is_of_a_case(&self) -> bool {
        let says = |what: &[u8]| self.act.detail.windows(what.len()).any(|some| some == what);
        match EventKind::from_code(self.act.kind) {
            // Its entry doesn't say which requests the page showed.
            Some(EventKind::AnswersOpened | EventKind::AnswersRead | EventKind::RequestsShown) => {
                true
            }
            Some(_) if (700..708).contains(&self.act.kind) => says(b"kind=read-answers"),
            _ => false,
        }
    }

    /// Lets what came of a call be read in what is one's own, where it was rung for one of these campaigns.
    pub(super) fn told_in(&mut self, campaigns: &BTreeSet<CampaignId>) {
        let campaign = self.act.campaign.map(CampaignId::from_bytes);
        self.is_told = campaign.is_some_and(|campaign| campaigns.contains(&campaign));
    }

    /// Its index, which everything in an exhibit has.
    pub(super) fn placed(&self) -> Result<u64, Fault> {
        self.index.ok_or_else(bad_entry)
    }

    /// The act's parts, all but whose it is and when it was covered: it stands there only to show that it isn't missing.
    pub(super) fn covered(&self) -> Vec<(Tag, Part)> {
        self.act.open(&self.secret, &[Tag::TIME, Tag::ACCOUNT])
    }

    /// The act's parts with those open that `opened` names, and whether the place is.
    pub(super) fn parts(&self, opened: Reach) -> Vec<(Tag, Part)> {
        let mut shown = vec![
            Tag::TIME,
            Tag::KIND,
            Tag::PURPOSE,
            Tag::FIELDS,
            Tag::LICENCE,
        ];
        if opened != Reach::Looks {
            shown.extend([Tag::CAMPAIGN, Tag::BANK]);
        }
        if self.shows_account(opened) {
            shown.push(Tag::ACCOUNT);
        }
        if self.shows_session(opened) {
            shown.push(Tag::SESSION);
        }
        if self.shows_detail(opened) {
            shown.push(Tag::DETAIL);
        }
        self.act.open(&self.secret, &shown)
    }

    /// The place, open where the account is: the number alone would tell two accounts apart.
    pub(super) fn place(&self, world: &Inner, opened: Reach) -> Result<Part, Fault> {
        let place = self.place.as_ref().ok_or_else(bad_entry)?;
        let salt = Salt::from_bytes(world.keys.log_salt.full("place", &self.id));
        Ok(if self.shows_account(opened) {
            place.open(salt)
        } else {
            Part::Covered(place.commitment(&salt))
        })
    }

    pub(super) fn shows_account(&self, opened: Reach) -> bool {
        let account = AccountId::from_bytes(self.act.account);
        match opened {
            Reach::Everybody => true,
            Reach::Own(whose) | Reach::Only(whose) => account == whose || account == SYSTEM,
            Reach::Nobody | Reach::Looks => account == SYSTEM,
        }
    }

    /// How the session was opened may name who vouched for its holder: that is open where accounts are, and in what is one's
    /// own.
    fn shows_session(&self, opened: Reach) -> bool {
        match opened {
            Reach::Everybody => true,
            Reach::Own(_) | Reach::Only(_) if self.shows_account(opened) => true,
            Reach::Own(_) | Reach::Only(_) | Reach::Nobody | Reach::Looks => {
                self.voucher().is_none()
            }
        }
    }

    fn voucher(&self) -> Option<AccountId> {
        voucher_in(&self.act.opened)
    }

    /// What else the kind says may name somebody: it is open where accounts are, or where no word of it is an id but one's
    /// own. What came of a call is its campaign's: it is open in what is one's own, to whoever rings for it still, and to nobody
    /// outside (`answers`).
    fn shows_detail(&self, opened: Reach) -> bool {
        let is_own = matches!(opened, Reach::Own(_)) && self.is_told;
        if crate::answers::is_told_by(&self.act) && !is_own {
            return false;
        }
        let text = String::from_utf8_lossy(&self.act.detail);
        match opened {
            Reach::Everybody => true,
            Reach::Own(whose) | Reach::Only(whose) => !names_somebody(&text, Some(whose)),
            Reach::Nobody => !names_somebody(&text, None),
            Reach::Looks => false,
        }
    }

    /// The entry as a line, with what `opened` opens and the members' numbers.
    pub(super) fn line(&self, opened: Reach, names: &Names, members: Vec<u64>) -> RecordLine {
        let account = AccountId::from_bytes(self.act.account);
        let detail = String::from_utf8_lossy(&self.act.detail).into_owned();
        let seen = |id: Option<[u8; 16]>| {
            id.filter(|_| opened != Reach::Looks)
                .map(|id| names.of(&id))
        };
        RecordLine {
            index: self.index,
            at: Moment::from_millis(self.act.at_ms),
            account: self
                .shows_account(opened)
                .then(|| (account, names.account(account))),
            number: match &self.place {
                Some(place) if self.shows_account(opened) => Some(place.number),
                _ => None,
            },
            opened: if self.shows_session(opened) {
                self.act.opened.clone()
            } else {
                String::new()
            },
            vouched: self
                .voucher()
                .filter(|_| self.shows_session(opened))
                .map(|by| names.account(by)),
            kind: self.act.kind,
            purpose: self.act.purpose.clone(),
            campaign: seen(self.act.campaign),
            bank: seen(self.act.bank),
            fields: self.act.fields.clone(),
            members,
            detail: self.shows_detail(opened).then_some(detail),
            licence: self.act.licence.map(LicenceId::from_bytes),
            is_beside: false,
        }
    }
}

/// Whether any id but `whose` stands in what an act says, between whatever signs.
fn names_somebody(detail: &str, whose: Option<AccountId>) -> bool {
    let mut words = detail.split(|sign: char| !sign.is_ascii_alphanumeric());
    words.any(|word| AccountId::parse(word).is_ok_and(|id| Some(id) != whose))
}

/// Whose accounts an exhibit opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Everybody's.
    Everybody,
    /// One's own, and to nobody but oneself.
    Own(AccountId),
    /// One's.
    Only(AccountId),
    /// Nobody's but the system's own.
    Nobody,
    /// Neither anybody's nor for which campaign somebody was rung and what came of it: when a member was looked at, and what
    /// was shown.
    Looks,
}

/// A line for people: what an exhibit's table and "My record" show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// Its place in the log; none while it has none.
    pub index: Option<u64>,
    /// When, by the server's clock.
    pub at: Moment,
    /// Who, by id and name; none where it is covered.
    pub account: Option<(AccountId, String)>,
    /// Which of the account's entries it is; none where that is covered.
    pub number: Option<u64>,
    /// How they had signed in, with the id of who vouched for them; empty where that is covered.
    pub opened: String,
    /// The name of who vouched for them.
    pub vouched: Option<String>,
    /// What was done, as a number.
    pub kind: u16,
    /// What for.
    pub purpose: String,
    /// For which campaign.
    pub campaign: Option<String>,
    /// In which bank.
    pub bank: Option<String>,
    /// The fields shown, separated by commas.
    pub fields: String,
    /// The numbers of the members whom it touched, M1 and so on; 0 where nobody can tell any more.
    pub members: Vec<u64>,
    /// What else the kind says; none where it is covered.
    pub detail: Option<String>,
    /// Which agreed test it carries.
    pub licence: Option<LicenceId>,
    /// Whether it only stands beside the others.
    pub is_beside: bool,
}

/// Members by number, in the order in which they are met.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<[u8; 16], u64>, Vec<[u8; 16]>);

impl Numbers {
    /// The numbers of an entry's members.
    pub(super) fn of(&mut self, known: &[Option<Known>]) -> Vec<u64> {
        let mut numbers = Vec::with_capacity(known.len());
        for one in known {
            numbers.push(one.as_ref().map_or(0, |one| self.number(one.member)));
        }
        numbers
    }

    fn number(&mut self, member: [u8; 16]) -> u64 {
        if let Some(number) = self.0.get(&member) {
            return *number;
        }
        self.1.push(member);
        let number = u64::try_from(self.1.len()).unwrap_or(u64::MAX);
        self.0.insert(member, number);
        number
    }

    /// Who stands behind M1, M2 and so on.
    pub(super) fn members(&self) -> &[[u8; 16]] {
        &self.1
    }
}

/// Names of accounts, campaigns and banks: the word of this server, which nothing proves.
#[derive(Default)]
pub(super) struct Names(BTreeMap<[u8; 16], String>);

const CAMPAIGNS: &str = "select id, name from campaign order by id limit 1000";
const BANKS: &str = "select id, name from bank order by id limit 1000";

impl Names {
    /// The names of what these entries show.
    pub(super) fn gather(
        (world, raw): (&Inner, &mut Raw<'_>),
        entries: &[Picked],
        opened: Reach,
    ) -> Result<Self, Fault> {
        let mut names = BTreeMap::new();
        let mut wanted = BTreeSet::new();
        for entry in entries {
            if opened != Reach::Looks {
                wanted.extend([entry.act.campaign, entry.act.bank].into_iter().flatten());
            }
            let whose = AccountId::from_bytes(entry.act.account);
            let whose = Some(whose).filter(|_| entry.shows_account(opened));
            let by = entry.voucher().filter(|_| entry.shows_session(opened));
            for account in [whose, by].into_iter().flatten() {
                if !names.contains_key(account.as_bytes()) {
                    let label = crate::door::label_of(world, raw, account)?;
                    names.insert(*account.as_bytes(), label);
                }
            }
        }
        for sql in [CAMPAIGNS, BANKS] {
            let all = raw.all(sql, &[], |row| {
                let id = crate::session::id16(row.bytes(0)?).ok_or_else(bad_entry)?;
                Ok((id, row.text(1)?.to_owned()))
            })?;
            names.extend(all.into_iter().filter(|(id, _)| wanted.contains(id)));
        }
        Ok(Self(names))
    }

    fn of(&self, id: &[u8; 16]) -> String {
        self.0.get(id).cloned().unwrap_or_default()
    }

    fn account(&self, account: AccountId) -> String {
        self.of(account.as_bytes())
    }

    /// Every name by its id.
    pub(super) fn all(&self) -> impl Iterator<Item = (&[u8; 16], &str)> {
        let named = self.0.iter().filter(|(_, name)| !name.is_empty());
        named.map(|(id, name)| (id, name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_wherever_it_stands_in_what_an_act_says() {
        let (own, other) = (
            AccountId::from_bytes([1; 16]),
            AccountId::from_bytes([2; 16]),
        );
        for detail in [
            format!("account={other}"),
            format!("n=3,accounts={own},{other}"),
            format!("refused=22 tried={own}:3 tried={other}:12:10"),
            format!("{other}"),
        ] {
            assert!(names_somebody(&detail, Some(own)), "{detail}");
        }
        let detail = format!("refused=3 tried={own}:3");
        assert!(!names_somebody(&detail, Some(own)));
        assert!(names_somebody(&detail, None));
        assert!(!names_somebody("outcome=answered version=0.1.0", None));
    }
}
