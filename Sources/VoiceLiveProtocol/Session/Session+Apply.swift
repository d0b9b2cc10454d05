extension Session {
    /// The session after an update: what the update mentions changes as a whole, everything else stays. A server's part.
    package func applying(_ update: Session) -> Session {
        var context = WireContext(.standard, writtenBy: .server)
        var members = self.members(in: &context)
        members.replace(with: update.members(in: &context))
        // What was written by this very module can be read by it.
        guard var session = try? Session(members: members, in: &context) else { return self }
        (session.speed, session.tracing) = (update.speed ?? speed, update.tracing ?? tracing)
        (session.truncation, session.prompt) = (update.truncation ?? truncation, update.prompt ?? prompt)
        return session
    }
}
