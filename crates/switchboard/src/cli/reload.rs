//! A certificate that was renewed is taken while the program runs.

use std::time::Duration;

use switchboard_store::rules::events::EventKind;
use switchboard_store::{World, log};

use crate::clock::Clock;
use crate::front::Front;
use crate::front::certificate::Looked;

/// How often the files are looked at.
const EACH: Duration = Duration::from_mins(1);

/// Looks every minute, and at once on SIGHUP, for as long as the program serves.
pub(super) async fn keep_fresh(world: World, front: Front, clock: Clock) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut told) = signal(SignalKind::hangup()) else {
        tracing::warn!("SIGHUP can't be heard; certificates are looked at every minute");
        return;
    };
    let mut again = tokio::time::interval(EACH);
    loop {
        tokio::select! {
            _ = again.tick() => {}
            _ = told.recv() => {}
        }
        let (world, front) = (world.clone(), front.clone());
        let looked = tokio::task::spawn_blocking(move || look(&world, &front, clock));
        if looked.await.is_err() {
            tracing::warn!("the certificate could not be looked at");
        }
    }
}

fn look(world: &World, front: &Front, clock: Clock) {
    let now = clock.now();
    let Some(certificate) = &front.certificate else {
        return;
    };
    match certificate.look(now) {
        Looked::Same => {}
        Looked::New(facts) => {
            tracing::info!("a new certificate is in use");
            let detail = format!("until={}", facts.until.millis());
            if let Err(fault) = log::note_system(world, EventKind::CertificateChanged, detail, now)
            {
                tracing::warn!(%fault, "a new certificate is in use and could not be written down");
            }
        }
        Looked::Broken(why) => {
            tracing::error!("the new certificate can't be used, the old one stays: {why}");
        }
    }
}
