//! A campaign in a live world, whose organiser invites callers, and what they do with keys of their browsers.

use switchboard_rules::contest::Kind;
use switchboard_rules::device_key::Pin;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId, DeviceKeyId, InvitationId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::passkey::Site;
use switchboard_rules::policy::{Role, Scope};

use super::browser_key::{BrowserKey, HERE, Shown};
use super::house::{EVENING, given};
use super::office::{Office, auth, later, on_both};
use crate::banks;
use crate::door::invitations::{self, Guest, Guests, Inviting, Told};
use crate::door::{self, AddedKey, AskedCode, NewAccount, NewKey, ShownKey, SignedIn};
use crate::machine::{Handed, letters};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

pub(super) const PIN: &str = "482917";

pub(super) fn site() -> Site {
    Site {
        name: "localhost".to_owned(),
        origin: HERE.to_owned(),
    }
}

pub(super) fn read(shown: &Shown) -> ShownKey {
    ShownKey::decode(shown.each_ref().map(String::as_str)).unwrap()
}

/// A live world with a contest that ends in thirty days, a campaign, and its organiser.
pub(super) struct Ring<'a> {
    pub(super) office: &'a Office,
    pub(super) campaign: CampaignId,
    pub(super) organiser: SignedIn,
}

/// When the contest ends.
pub(super) fn closes() -> Moment {
    EVENING.plus(Span::days(30))
}

impl<'a> Ring<'a> {
    pub(super) fn begin(office: &'a Office) -> Self {
        let made = office.act(Auth::Console, EVENING, |tx| {
            let contest = banks::new_contest(
                tx,
                &banks::NewContest {
                    name: "Leadership".to_owned(),
                    style: banks::NameStyle::Titled,
                    plan: super::house::plan(Kind::Contest),
                },
            )?;
            let campaign = banks::new_campaign(tx, contest, "Red")?;
            Ok(Verdict::Given((contest, campaign)))
        });
        let (_, campaign): (ContestId, CampaignId) = given(Ok(made));
        let code = account(office, "Olwen", Role::Organiser, Scope::Campaign(campaign)).1;
        let organiser = office.with_code(&code, EVENING).unwrap();
        Self {
            office,
            campaign,
            organiser,
        }
    }

    pub(super) fn invite(&self, email: &'static str) -> (InvitationId, String) {
        let campaign = self.campaign;
        let act = move |tx: &mut Tx<'_, '_>| {
            let guests = Guests {
                bank: None,
                people: vec![Guest::parse("Cai Caller", email).unwrap()],
            };
            invitations::invite(tx, campaign, &guests)
        };
        let done = self.office.act(auth(&self.organiser), EVENING, act);
        let Inviting::Done { told, .. } = given(Ok(done)) else {
            panic!("nobody was invited")
        };
        match told.into_iter().next() {
            Some(Told::New { id, code, .. }) => (id, code.expose()),
            _ => panic!("nobody was invited"),
        }
    }

    pub(super) fn join(&self, (id, code): (InvitationId, String)) -> SignedIn {
        given(Ok(self.office.act(Auth::Job("door"), EVENING, move |tx| {
            invitations::join(tx, id, &code, "a-test")
        })))
    }

    /// Somebody who joined just now.
    pub(super) fn joined(&self, email: &'static str) -> SignedIn {
        self.join(self.invite(email))
    }

    pub(super) fn ask(&self, session: &SignedIn, now: Moment) -> AskedCode {
        given(Ok(self.office.act(
            auth(session),
            now,
            door::ask_device_code,
        )))
    }

    /// The code in the letter that goes out now.
    pub(super) fn mailed(&self, now: Moment) -> (String, String) {
        let mut found = None;
        letters(&self.office.world, now, Span::days(5), "", &mut |letter| {
            let code = letter.vars.iter().find(|(name, _)| name == "code");
            if let Some((_, code)) = code {
                found = Some((letter.address.clone(), code.clone()));
            }
            Handed::Taken("250".to_owned())
        })
        .unwrap();
        found.expect("a letter with a code")
    }

    pub(super) fn challenge(&self, session: &SignedIn, now: Moment) -> String {
        given(Ok(self.office.act(
            auth(session),
            now,
            door::begin_device_key,
        )))
    }

    pub(super) fn add_shown(
        &self,
        session: &SignedIn,
        shown: &Shown,
        before: &str,
        code: &str,
        now: Moment,
    ) -> AddedKey {
        let pin = Pin::parse(PIN).unwrap();
        let hashed = self.office.world.hash_pin(&read(shown), &pin).unwrap();
        let new = NewKey::new(read(shown), before, code.to_owned(), hashed).unwrap();
        let act = move |tx: &mut Tx<'_, '_>| door::add_device_key(tx, &site(), &new);
        given(Ok(self.office.act(auth(session), now, act)))
    }

    pub(super) fn add(&self, session: &SignedIn, now: Moment) -> BrowserKey {
        assert!(matches!(self.ask(session, now), AskedCode::Mailed));
        let (_, code) = self.mailed(now);
        let key = BrowserKey::make();
        let shown = key.sign("add", HERE, &self.challenge(session, now));
        let added = self.add_shown(session, &shown, "", &code, now);
        assert_eq!(added, AddedKey::Added);
        key
    }

    pub(super) fn shown(&self, shown: &Shown, pin: &str, now: Moment) -> Option<SignedIn> {
        let world = &self.office.world;
        let checked = world.check_pin(&site(), &read(shown), pin, now).unwrap();
        let shown = shown.clone();
        let act = move |tx: &mut Tx<'_, '_>| {
            door::sign_in_with_device_key(tx, &site(), &read(&shown), &checked)
        };
        match self.office.act(Auth::Job("door"), now, act).verdict {
            Verdict::Given(signed_in) => Some(signed_in),
            Verdict::Refused(_) => None,
        }
    }

    pub(super) fn sign_in(&self, key: &BrowserKey, pin: &str, now: Moment) -> Option<SignedIn> {
        let challenge = self.office.world.device_challenge(now).unwrap();
        self.shown(&key.sign("sign-in", HERE, &challenge), pin, now)
    }

    pub(super) fn own(&self, session: &SignedIn, now: Moment) -> Vec<DeviceKeyId> {
        let own = self.office.act(auth(session), now, door::own_device_keys);
        given(Ok(own)).iter().map(|one| one.id).collect()
    }

    pub(super) fn tamper(&self, sql: &'static str) {
        let changed = self
            .office
            .world
            .0
            .db
            .write("tamper", move |raw| raw.run(sql, &[]));
        assert!(changed.unwrap().value > 0, "{sql}");
    }
}

pub(super) fn account(
    office: &Office,
    label: &str,
    role: Role,
    scope: Scope,
) -> (AccountId, String) {
    let new = NewAccount {
        label: label.to_owned(),
        role,
        scope,
        code_until: EVENING.plus(Span::days(1)),
        reusable: false,
        made_at: EVENING,
    };
    let made = office.act(Auth::Console, EVENING, move |tx| {
        door::add_account(tx, &new)
    });
    let (account, code) = given(Ok(made));
    (account, code.expose())
}

/// Tells a story with a campaign.
pub(super) fn ring(story: impl Fn(&Ring<'_>)) {
    on_both(|office| {
        let ring = Ring::begin(office);
        story(&ring);
        crate::log::sequence(&office.world, "test", later(60)).unwrap();
        crate::log::sign(&office.world, later(60)).unwrap();
        crate::log::verify(&office.world).unwrap();
    });
}
