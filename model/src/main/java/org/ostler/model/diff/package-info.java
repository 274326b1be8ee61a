/// What differs between two descriptions of a domain, and when a change can reach a guest that
/// runs.
package org.ostler.model.diff;
