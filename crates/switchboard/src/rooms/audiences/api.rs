//! Audiences over JSON.
