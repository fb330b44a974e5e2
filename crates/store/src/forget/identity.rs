//! By what a member is found: read once more with their own key, so that all of it can be taken out. It is shown to nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use switchboard_rules::card::Size;
use switchboard_rules::ids::{BankId, CardId, MemberId, bucket_of};
use switchboard_rules::person::{Address, Email, Name, Phone, decode_phones};
use switchboard_rules::roll::By;

use super::Source;
use crate::blinds::Blinds;
use crate::desk::objection::{for_good, objects};
use crate::desk::{EVERY_CAMPAIGN, never_member};
use crate::engine::{Arg, Raw, Value};
use crate::entry::card_of;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::keys::MemberKey;
use crate::never_again::Fact;
use crate::personal::{NAME, PHONES, REST, row_key, spot};
use crate::requests::NOBODY;
use crate::roll::matching::{Things, key_texts};
use crate::roll::whole::Rest;
use crate::roll::{What, forgotten, never_number};
use crate::seal::SealError;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::Inner;

/// What leads to a member.
#[derive(Default)]
pub(crate) struct Identity {
    /// Numbers in the organisation's books.
    externals: BTreeSet<String>,
    /// E-mail addresses as they are looked for.
    emails: BTreeSet<String>,
    /// Telephone numbers in E.164 digits.
    phones: BTreeSet<String>,
    /// Postal addresses as households are looked for.
    homes: BTreeSet<String>,
    /// What each version of their row was known by, number and address and name two at a time.
    pairs: BTreeSet<(&'static str, String)>,
    /// What of all that a row of a file which was given back would hold of them.
    needles: BTreeSet<String>,
    /// Every card that was dealt of them.
    pub(crate) cards: BTreeSet<[u8; 16]>,
    /// How many versions of their row there were.
    pub(crate) versions: usize,
}
says_only_its_name!(Identity);

const VERSIONS: &str = "select r.import, r.name_sealed, r.phones_sealed, r.rest_sealed, (select count(*) from hand h where h.id = r.import) from member_row r where r.bucket = $1 and r.member = $2 order by r.import desc limit 1000";
const PARTS: &str = "select entry, part_sealed from entry_subject where bucket = $1 and member = $2 order by entry limit 20000";

impl Identity {
    pub(crate) fn gather(
        (world, raw): (&Arc<Inner>, &mut Raw<'_>),
        member: MemberId,
        wrapped: &[u8],
        month: i64,
    ) -> Result<Self, Fault> {
        let key = world.keys.member(member.as_bytes(), month, wrapped)?;
        let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
        let mut identity = Self::default();
        let versions = raw.all(VERSIONS, &by_id, |row| {
            let import = id16(row.bytes(0)?).unwrap_or_default();
            let sealed = |at| row.bytes(at).map(<[u8]>::to_vec);
            let sealed = [sealed(1)?, sealed(2)?, sealed(3)?];
            Ok((import, sealed, row.int(4)? > 0))
        })?;
        let mut opened = Vec::with_capacity(versions.len());
        for (import, sealed, is_by_hand) in versions {
            let place = row_key(member.as_bytes(), &import);
            opened.push(Version::open(&key, &place, &sealed, is_by_hand)?);
        }
        let others = others((world, raw), member, &opened)?;
        for version in &opened {
            identity.learn(version, &others);
        }
        let parts = raw.all(PARTS, &by_id, |row| {
            let entry = id16(row.bytes(0)?).unwrap_or_default();
            Ok((entry, row.bytes(1)?.to_vec()))
        })?;
        for (entry, part) in parts {
            identity
                .cards
                .extend(card_of(&key, member.as_bytes(), &entry, &part));
        }
        Ok(identity)
    }

    /// What leads to one person who stood on the roll under several records.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.externals.extend(other.externals);
        self.emails.extend(other.emails);
        self.phones.extend(other.phones);
        self.homes.extend(other.homes);
        self.pairs.extend(other.pairs);
        self.needles.extend(other.needles);
        self.cards.extend(other.cards);
        self.versions += other.versions;
        self
    }

    fn learn(&mut self, version: &Version, others: &BTreeSet<String>) {
        self.versions += 1;
        let phones = version.phones.iter().map(Phone::index_key);
        let email = version.email.as_ref().map(Email::index_key);
        self.phones.extend(phones.clone().map(str::to_owned));
        self.emails.extend(email.clone());
        self.homes.extend(version.home.clone());
        self.externals.insert(version.external.clone());
        let own = |text: &str| !others.contains(text);
        self.needles.insert(version.external.clone());
        let texts = phones.map(str::to_owned).chain(email);
        self.needles.extend(texts.filter(|text| own(text)));
        let phones = version.phones.iter().filter(|one| own(one.index_key()));
        let phones: Vec<Phone> = phones.cloned().collect();
        let email = version.email.as_ref();
        let things = Things {
            name: Some(&version.name),
            email: email.filter(|email| own(&email.index_key())),
            phones: &phones,
        };
        for (by, word) in By::ALL {
            let texts = key_texts(by, things).into_iter();
            self.pairs.extend(texts.map(|text| (word, text)));
        }
    }

    /// What a row of a file that was given back would say of them: one on each line.
    pub(super) fn needles(&self) -> Vec<u8> {
        let all = self.needles.iter().map(String::as_str);
        all.collect::<Vec<_>>().join("\n").into_bytes()
    }

    /// Whoever was never rung by a bank isn't counted among its members any more.
    pub(super) fn out_of_banks(&self, tx: &mut Tx<'_, '_>, banks: &[BankId]) -> Result<(), Fault> {
        let mut rung = BTreeSet::new();
        for card in &self.cards {
            let args = [
                Arg::Int(CardId::from_bytes(*card).bucket()),
                Arg::Bytes(card),
            ];
            rung.extend(
                tx.one(BANK_OF, &args, |row| Ok(id16(row.bytes(0)?)))?
                    .flatten(),
            );
        }
        for bank in banks.iter().filter(|bank| !rung.contains(bank.as_bytes())) {
            let args = vec![
                Value::Int(bank.bucket()),
                Value::Bytes(bank.as_bytes().to_vec()),
            ];
            tx.later(ONE_LESS, args);
            tx.changed("bank", bank.as_bytes());
        }
        Ok(())
    }

    /// Keeps the hashes by which no file brings them back or rings them again: of their number in the books, of each two
    /// things by which a file without numbers would know them, and of each telephone number that no other member has. An
    /// objection of theirs stays for good on a number that somebody else has, too. A backup may know none of it, so
    /// `never-again.log` is told too.
    pub(super) fn never_again(
        &self,
        tx: &mut Tx<'_, '_>,
        member: MemberId,
        source: &Source,
    ) -> Result<(), Fault> {
        let at = source.at(tx.now()).millis();
        for (by, hash) in self.gone(tx.world) {
            forgotten::keep_away(tx, by, hash, at);
            source.tell(tx, &Fact::Gone { hash, by });
        }
        let own = never_member(tx.world, member);
        let numbers = self.objected(tx, member, &own)?;
        for hash in &numbers {
            let fact = Fact::Objection {
                hash: *hash,
                campaign: EVERY_CAMPAIGN,
                size: Size::Anyone,
            };
            source.tell(tx, &fact);
        }
        for hash in std::iter::once(&own).chain(&numbers) {
            tx.later(
                OBJECT,
                vec![
                    Value::Int(bucket_of(hash)),
                    Value::Bytes(hash.to_vec()),
                    Value::Bytes(EVERY_CAMPAIGN.to_vec()),
                    Value::Text(Size::Anyone.code().to_owned()),
                    Value::Int(at),
                ],
            );
        }
        Ok(())
    }

    /// The hashes of the numbers that nobody rings any more, and of those whose objection nobody lifts.
    fn objected(
        &self,
        tx: &mut Tx<'_, '_>,
        member: MemberId,
        own: &[u8; 16],
    ) -> Result<Vec<[u8; 16]>, Fault> {
        let has_objected = objects(tx, own)?;
        let mut hashes = Vec::with_capacity(2 * self.phones.len());
        for phone in &self.phones {
            let hash = never_number(tx.world, phone);
            let is_theirs = !is_shared(tx, member, phone)?;
            if is_theirs {
                hashes.push(hash);
            }
            if is_theirs || (has_objected && objects(tx, &hash)?) {
                hashes.push(for_good(tx.world, &hash));
            }
        }
        Ok(hashes)
    }

    /// The never-again hashes of what they were known by.
    fn gone(&self, world: &Inner) -> Vec<(By, [u8; 16])> {
        let numbers = self.externals.iter();
        let numbers = numbers.map(|text| (By::ExternalId, text.as_str()));
        let pairs = self.pairs.iter();
        let pairs = pairs.filter_map(|(word, text)| Some((By::parse(word)?, text.as_str())));
        let hash = |(by, text)| (by, forgotten::hash(world, by, text));
        numbers.chain(pairs).map(hash).collect()
    }

    /// From here nobody is found by what was theirs.
    pub(super) fn out_of_lookups(
        &self,
        tx: &mut Tx<'_, '_>,
        member: MemberId,
    ) -> Result<(), Fault> {
        let blinds = tx.blinds_to_read()?;
        let texts = [
            (What::External, &self.externals),
            (What::Email, &self.emails),
            (What::Number, &self.phones),
            (What::Address, &self.homes),
        ];
        for (what, texts) in texts {
            for found in texts.iter().flat_map(|text| blinds.of_text(what, text)) {
                tx.later(
                    UNFIND,
                    vec![
                        Value::Int(bucket_of(&found)),
                        Value::Text(what.text().to_owned()),
                        Value::Bytes(found.to_vec()),
                        Value::Bytes(member.as_bytes().to_vec()),
                    ],
                );
            }
        }
        Ok(())
    }

    /// Cards stay, because the campaign's counts are made of them; whose they were, and what was noted, goes.
    pub(super) fn off_cards(&self, tx: &mut Tx<'_, '_>, member: MemberId) {
        for card in &self.cards {
            tx.later(
                UNLINK_CARD,
                vec![
                    Value::Bytes(NOBODY.as_bytes().to_vec()),
                    Value::Int(CardId::from_bytes(*card).bucket()),
                    Value::Bytes(card.to_vec()),
                    Value::Bytes(member.as_bytes().to_vec()),
                ],
            );
        }
    }
}

const BANK_OF: &str = "select bank from card where bucket = $1 and id = $2";
const ONE_LESS: &str =
    "update bank set filled = filled - 1 where bucket = $1 and id = $2 and filled > 0";
const OBJECT: &str = "insert into objection (bucket, hash, campaign, size, at) values ($1, $2, $3, $4, $5) on conflict (bucket, hash, campaign) do update set size = excluded.size";
const UNFIND: &str =
    "delete from lookup where bucket = $1 and what = $2 and blind = $3 and member = $4";
const UNLINK_CARD: &str = "update card set member = $1, note_sealed = null, answers_sealed = null where bucket = $2 and id = $3 and member = $4";
const SHARED: &str = "select member from lookup where bucket = $1 and what = $2 and blind = $3 and member <> $4 limit 1";

/// Whether another member has this number too: what is theirs stays callable.
fn is_shared(tx: &mut Tx<'_, '_>, member: MemberId, phone: &str) -> Result<bool, Fault> {
    let blinds = tx.blinds_to_read()?;
    is_anothers(tx.raw(), &blinds, member, (What::Number, phone))
}

fn is_anothers(
    raw: &mut Raw<'_>,
    blinds: &Blinds,
    member: MemberId,
    (what, text): (What, &str),
) -> Result<bool, Fault> {
    for found in blinds.of_text(what, text) {
        let args = [
            Arg::Int(bucket_of(&found)),
            Arg::Text(what.text()),
            Arg::Bytes(&found),
            Arg::Bytes(member.as_bytes()),
        ];
        let other = raw.one(SHARED, &args, |row| Ok(row.bytes(0)?.len()))?;
        if other.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Addresses and numbers that came by hand alone and that another member has too: they don't tell whose they are. Whoever
/// keeps one branch's roll would else write somebody else's on a member of theirs, and have both kept away.
fn others(
    (world, raw): (&Arc<Inner>, &mut Raw<'_>),
    member: MemberId,
    versions: &[Version],
) -> Result<BTreeSet<String>, Fault> {
    let things = |is_by_hand: bool| {
        let of = versions.iter().filter(move |v| v.is_by_hand == is_by_hand);
        of.flat_map(Version::found_by).collect::<BTreeSet<_>>()
    };
    let (by_hand, by_file) = (things(true), things(false));
    let mut others = BTreeSet::new();
    if by_hand.is_subset(&by_file) {
        return Ok(others);
    }
    let blinds = Blinds::read(world, raw)?;
    for (what, text) in by_hand.difference(&by_file) {
        if is_anothers(raw, &blinds, member, (*what, text))? {
            others.insert(text.clone());
        }
    }
    Ok(others)
}

/// One version of a record, as far as it leads to somebody.
struct Version {
    name: Name,
    external: String,
    email: Option<Email>,
    phones: Vec<Phone>,
    /// By what its household is known.
    home: Option<String>,
    /// Whether a person wrote it, and no file.
    is_by_hand: bool,
}

impl Version {
    fn open(
        key: &MemberKey,
        place: &[u8],
        [name, phones, rest]: &[Vec<u8>; 3],
        is_by_hand: bool,
    ) -> Result<Self, Fault> {
        let name = key.own().open(spot(NAME, place), name)?;
        let phones = key.own().open(spot(PHONES, place), phones)?;
        let rest = key.own().open(spot(REST, place), rest)?;
        let (external, email) = external_and_email(&rest).ok_or(SealError::Short)?;
        let home = Rest::decode(&rest)?.address;
        Ok(Self {
            home: home.as_ref().and_then(Address::home_key),
            name: Name::decode(&name).map_err(|_| SealError::Short)?,
            external: external.to_owned(),
            email: Email::parse(email).ok(),
            phones: decode_phones(&phones).map_err(|_| SealError::Short)?,
            is_by_hand,
        })
    }

    /// The address and the numbers by which it is found.
    fn found_by(&self) -> impl Iterator<Item = (What, String)> {
        let email = self.email.iter().map(|one| (What::Email, one.index_key()));
        let number = |one: &Phone| (What::Number, one.index_key().to_owned());
        email.chain(self.phones.iter().map(number))
    }
}

/// The number in the books and the e-mail address of an opened `rest_sealed`; the address may be empty.
fn external_and_email(rest: &[u8]) -> Option<(&str, &str)> {
    let (_version, parts) = rest.split_first()?;
    let (external, parts) = part(parts)?;
    let (email, _) = part(parts)?;
    Some((
        std::str::from_utf8(external).ok()?,
        std::str::from_utf8(email).ok()?,
    ))
}

fn part(from: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = from.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
