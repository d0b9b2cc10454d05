/// Nobody else has this end of a ring or mailbox: `#require` for what cannot be copied.
package func taken<End: ~Copyable>(_ end: consuming End?) throws(AlreadyTaken) -> End {
    guard let end else { throw AlreadyTaken() }
    return end
}

package struct AlreadyTaken: Error {}
