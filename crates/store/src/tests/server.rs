//! The PostgreSQL that stories are told on, each in a database of its own.

use crate::engine::Place;
use crate::testing;

/// An empty database of its own on the test server, or none where there is no server.
pub(crate) fn postgres() -> Option<Place> {
    server_or_said().map(|server| testing::empty(&server).unwrap())
}

/// The same with the schema of a world, for `House::build_under`.
pub(super) fn laid() -> Option<Place> {
    server_or_said().map(|server| testing::laid(&server).unwrap())
}

fn server_or_said() -> Option<String> {
    let url = test_server();
    if url.is_none() {
        eprintln!(
            "SKIPPED on PostgreSQL: set TEST_POSTGRES to the address of a server (./scripts/test does)"
        );
    }
    url
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test server's address comes from the test script"
)]
fn test_server() -> Option<String> {
    std::env::var("TEST_POSTGRES").ok()
}

/// Takes a story's database away again; one whose story failed stays to be looked at.
pub(crate) fn drop_database(place: &Place) {
    if let (Place::Postgres(_), Some(server)) = (place, test_server()) {
        testing::take_away(&server, place).unwrap();
    }
}

/// Speaks with the server past the store, as somebody with a dump would.
pub(crate) fn on_server<T>(url: &str, act: impl AsyncFnOnce(tokio_postgres::Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        act(client).await
    })
}
