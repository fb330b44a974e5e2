//! Passwords: what is taken, how it is kept, and checking one with the same work whoever is asked about.
//!
//! argon2id (RFC 9106) with the world's own key mixed in, so that a stolen database alone lets nobody guess. What it costs
//! is a value of the world's options and stands in each kept hash, so that it can be raised later.

use std::sync::atomic::Ordering;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use switchboard_rules::ids::AccountId;
use switchboard_rules::person::Email;
use zeroize::Zeroizing;

use super::accounts::account_of;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::seal::fresh;
use crate::world::World;

/// The fewest characters of a password.
const LENGTH_MIN: usize = 12;
/// The same where nothing else is asked for.
const LENGTH_MIN_ALONE: usize = 15;
/// The most bytes: argon2 takes more, but nobody types it.
const BYTES_MAX: usize = 512;

/// What hashing one password costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Hashing {
    /// 19 MiB, two passes, one lane: about 30 ms of one core (OWASP's least, 2026).
    pub const NOVEMBER_2026: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    fn params(self) -> Result<Params, Fault> {
        Params::new(self.memory_kib, self.passes, self.lanes, None).map_err(|_| unhashable())
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::NOVEMBER_2026
    }
}

/// Why a password is not taken. Long is enough: no kind of character is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than twelve characters; than fifteen where the password is all that is asked for.
    Short,
    /// Longer than anybody types.
    Long,
    /// Among those that are tried first.
    Common,
    /// The person's own name or address, or the organisation's.
    Own,
    /// A date or a year with little else.
    Date,
    /// Rows of keys, repeats, sequences.
    Pattern,
    /// A word or a name with little else.
    Word,
}

/// A password that is good enough to be kept. It prints nothing.
pub struct NewPassword(Zeroizing<String>);

impl NewPassword {
    /// The same for whoever signs in with it alone: it must be longer.
    pub fn parse_alone(text: &str, own: &[&str]) -> Result<Self, Weak> {
        if text.chars().count() < LENGTH_MIN_ALONE {
            return Err(Weak::Short);
        }
        Self::parse(text, own)
    }

    /// Takes a password that is long enough and not easily guessed. `own` are words that belong to the person: their
    /// name, their address, the organisation.
    pub fn parse(text: &str, own: &[&str]) -> Result<Self, Weak> {
        if text.chars().count() < LENGTH_MIN {
            return Err(Weak::Short);
        }
        if text.len() > BYTES_MAX {
            return Err(Weak::Long);
        }
        let small = text.to_lowercase();
        let words = own.iter().flat_map(|own| own.split([' ', '@', '.', '-']));
        let words = words.filter(|word| word.len() > 2).map(str::to_lowercase);
        let rest = words.fold(small.clone(), |rest, word| rest.replace(&word, " "));
        if rest != small && !is_strong(&zxcvbn::zxcvbn(&rest, &[])) {
            return Err(Weak::Own);
        }
        let entropy = zxcvbn::zxcvbn(text, own);
        if is_strong(&entropy) {
            return Ok(Self(Zeroizing::new(text.to_owned())));
        }
        let feedback = entropy.feedback();
        Err(weakness(
            feedback.and_then(zxcvbn::feedback::Feedback::warning),
        ))
    }
}

/// Some hundred million guesses: far more than the door lets anybody try, and dear enough to whoever has stolen both the
/// database and the key.
fn is_strong(entropy: &zxcvbn::Entropy) -> bool {
    entropy.score() >= zxcvbn::Score::Three
}

fn weakness(warning: Option<zxcvbn::feedback::Warning>) -> Weak {
    use zxcvbn::feedback::Warning as W;
    match warning {
        Some(
            W::ThisIsATop10Password
            | W::ThisIsATop100Password
            | W::ThisIsACommonPassword
            | W::ThisIsSimilarToACommonlyUsedPassword,
        ) => Weak::Common,
        Some(W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess) => Weak::Date,
        Some(
            W::StraightRowsOfKeysAreEasyToGuess
            | W::ShortKeyboardPatternsAreEasyToGuess
            | W::RepeatsLikeAaaAreEasyToGuess
            | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | W::SequencesLikeAbcAreEasyToGuess,
        ) => Weak::Pattern,
        Some(
            W::AWordByItselfIsEasyToGuess
            | W::NamesAndSurnamesByThemselvesAreEasyToGuess
            | W::CommonNamesAndSurnamesAreEasyToGuess,
        )
        | None => Weak::Word,
    }
}

/// A password as it is kept, in the PHC string format. It prints nothing.
#[derive(Clone)]
pub struct Hashed(pub(super) String);

/// What looking at an address and a password came to. Whether they belong together it tells the store alone, in the act
/// that it is carried into.
pub struct Checked {
    /// Whose address it is.
    pub(super) account: Option<AccountId>,
    /// Whether the password is theirs.
    pub(super) is_right: bool,
    /// The hash it was compared with: if it has changed since, the look counts for nothing.
    pub(super) hash: String,
    /// The right password, hashed anew at today's cost, where it was kept at another.
    pub(super) renewed: Option<Hashed>,
}

fn unhashable() -> Fault {
    Fault::World(
        "a password can't be hashed with the parameters of this world; use the defaults".to_owned(),
    )
}

impl World {
    /// Hashes a password: some 30 ms of a core, so never on a thread that others wait for.
    pub fn hash(&self, password: &NewPassword) -> Result<Hashed, Fault> {
        self.hash_text(&password.0)
    }

    pub(super) fn hash_text(&self, password: &str) -> Result<Hashed, Fault> {
        let salt: [u8; 16] = fresh()?;
        let params = self.0.hashing.params()?;
        self.0.hashes.fetch_add(1, Ordering::Relaxed);
        let pepper = self.pepper();
        let hash = argon(&pepper, params.clone())?
            .hash_password_customized(
                password.as_bytes(),
                &salt,
                Some("argon2id"),
                Some(Version::V0x13.into()),
                params,
            )
            .map_err(|_| unhashable())?;
        Ok(Hashed(hash.to_string()))
    }

    pub(super) fn verify(&self, password: &str, hash: &str) -> Result<bool, Fault> {
        self.0.hashes.fetch_add(1, Ordering::Relaxed);
        let kept = PasswordHash::new(hash).map_err(|_| unhashable())?;
        let pepper = self.pepper();
        let argon = argon(&pepper, self.0.hashing.params()?)?;
        Ok(argon.verify_password(password.as_bytes(), &kept).is_ok())
    }

    fn pepper(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.keys.door.full("password", b""))
    }

    /// How many passwords were hashed since the world was opened.
    pub fn hashes(&self) -> u64 {
        self.0.hashes.load(Ordering::Relaxed)
    }

    /// Looks whether an address and a password belong together. An address that nobody has, or whose account has no
    /// password, costs the same hashing as one that is there.
    pub fn check_password(&self, email: &str, password: &str) -> Result<Checked, Fault> {
        let inner = std::sync::Arc::clone(&self.0);
        let parsed = Email::parse(email).ok();
        let kept = self.0.db.read("check-password", move |raw| {
            let account = match &parsed {
                Some(email) => account_of(&inner, raw, email)?,
                None => None,
            };
            let hash = kept_of(raw, account.unwrap_or(NOBODY))?;
            Ok((account, hash))
        })?;
        let (account, hash) = kept;
        let is_known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self.nobodys_hash()?,
        };
        let is_right = self.verify(password, &hash)? && is_known;
        let renewed = if is_right && !self.is_of_today(&hash) {
            Some(self.hash_text(password)?)
        } else {
            None
        };
        Ok(Checked {
            account,
            is_right,
            hash,
            renewed,
        })
    }

    /// The same for somebody who is signed in: is this their own password?
    pub fn check_own_password(&self, account: AccountId, password: &str) -> Result<Checked, Fault> {
        let hash = self
            .0
            .db
            .read("check-password", move |raw| kept_of(raw, account))?;
        let is_known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self.nobodys_hash()?,
        };
        let is_right = self.verify(password, &hash)? && is_known;
        Ok(Checked {
            account: Some(account),
            is_right,
            hash,
            renewed: None,
        })
    }

    fn is_of_today(&self, hash: &str) -> bool {
        let kept = PasswordHash::new(hash).ok();
        let params = kept.and_then(|kept| Params::try_from(&kept).ok());
        params.is_some_and(|kept| {
            let now = self.0.hashing;
            (kept.m_cost(), kept.t_cost(), kept.p_cost()) == (now.memory_kib, now.passes, now.lanes)
        })
    }

    /// A hash of a password that nobody knows, made once.
    fn nobodys_hash(&self) -> Result<String, Fault> {
        if let Some(hash) = self.0.nobodys_hash.get() {
            return Ok(hash.clone());
        }
        let unknown: [u8; 32] = fresh()?;
        let hash = self.hash_text(&crate::seal::hex(&unknown))?;
        self.0.hashes.fetch_sub(1, Ordering::Relaxed);
        Ok(self.0.nobodys_hash.get_or_init(|| hash.0).clone())
    }
}

const NOBODY: AccountId = AccountId::from_bytes([0xFF; 16]);

fn kept_of(raw: &mut Raw<'_>, account: AccountId) -> Result<Option<String>, Fault> {
    let kept = raw.one(
        "select password from credential where bucket = $1 and account = $2",
        &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
        |row| Ok(row.opt_text(0)?.map(str::to_owned)),
    )?;
    Ok(kept.flatten())
}

fn argon(pepper: &[u8; 32], params: Params) -> Result<Argon2<'_>, Fault> {
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|_| unhashable())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak(text: &str) -> Option<Weak> {
        NewPassword::parse(
            text,
            &["Orla Officer", "orla@office.example.org", "Invented Party"],
        )
        .err()
    }

    #[test]
    fn a_long_password_is_taken_without_rules_about_its_characters() {
        for good in [
            "kettle drawn by four geese",
            "tymor hir o law man eto",
            "pqvz-hhdk-lwmt",
            "ein wirklich langer Satz",
            "kettle drawn by orla and geese",
        ] {
            assert_eq!(weak(good), None, "{good}");
        }
    }

    #[test]
    fn a_password_that_is_all_that_is_asked_for_has_fifteen_characters() {
        let own = ["Cai Caller"];
        let short = NewPassword::parse_alone("pqvz-hhdk-lwmt", &own);
        assert_eq!(short.err(), Some(Weak::Short));
        assert!(NewPassword::parse_alone("pqvz-hhdk-lwmta", &own).is_ok());
        let own = NewPassword::parse_alone("cai caller cai caller", &own);
        assert_eq!(own.err(), Some(Weak::Own));
    }

    #[test]
    fn what_is_easily_guessed_is_refused_with_its_reason() {
        for (text, why) in [
            ("short", Weak::Short),
            ("elevenchars", Weak::Short),
            ("aaaaaaaaaaaaaa", Weak::Pattern),
            ("qwertyuiop12", Weak::Common),
            ("password1234", Weak::Common),
            ("orlaofficer1", Weak::Own),
            ("inventedparty", Weak::Own),
            ("abcdefghijklm", Weak::Pattern),
        ] {
            assert_eq!(weak(text), Some(why), "{text}");
        }
        assert_eq!(weak(&"long enough ".repeat(50)), Some(Weak::Long));
    }
}
