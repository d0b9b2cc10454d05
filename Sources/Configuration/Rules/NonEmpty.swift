extension String {
    /// The empty text of a key that nobody wrote is nothing.
    package var nonEmpty: String? { isEmpty ? nil : self }
}
