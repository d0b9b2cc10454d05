/// Runs one conversation: a single loop round one `ConversationMachine`.
///
/// ## Order
/// Everything that happens comes through one queue, in the order in which it reached this value; facts of one port keep
/// their order. The machine is a local variable of `run()`: nobody else can see or change it. An order given by `tell`
/// before a later one is handled before it.
///
/// ## Bounds
/// The queue holds `capacity` inputs. What finds no room is counted, and the machine is told that its story has a hole.
package struct Conversation<Clock: ConversationClock>: Sendable {
    private let settings: ConversationSettings
    private let memory: ConversationMemory
    private let ports: ConversationPorts
    private let clock: Clock
    private let checkArguments: ArgumentCheck
    private let inputs: Inbox<ConversationInput>

    /// `checkArguments` says what is wrong with a tool call's arguments, or `nil`.
    package init(
        _ settings: ConversationSettings, memory: ConversationMemory = .init(), ports: ConversationPorts, clock: Clock,
        capacity: Int = 4_096, checkArguments: @escaping ArgumentCheck = { _, _ in nil }
    ) {
        self.settings = settings
        self.memory = memory
        self.ports = ports
        self.clock = clock
        self.checkArguments = checkArguments
        inputs = Inbox(capacity: capacity)
    }

    /// Leaves an order for the loop. From any thread; returns at once. Orders given before `run()` wait for it.
    package func tell(_ order: ConversationOrder) {
        inputs.put(.order(order))
    }

    /// Runs to the end of the conversation. Called once. Cancelling the task stops the conversation at once.
    package func run() async -> ConversationEnding {
        // By a call: see `Inbox` for what a stream would cost.
        ports.audio.follow { [inputs, ear = ports.ear] event in
            if case .microphone(let packet) = event { ear.take(packet) }
            inputs.put(.audio(event))
        }
        defer {
            ports.audio.follow(nil)
            inputs.close(forgetting: true)
        }
        return await withTaskGroup(of: Void.self) { feeders in
            feeders.addTask { await ports.ear.run() }
            feeders.addTask { for await event in ports.ear.events { inputs.put(.ear(event)) } }
            feeders.addTask { for await report in ports.service.events { inputs.put(.service(report)) } }
            let ending = await withTaskCancellationHandler {
                await loop()
            } onCancel: {
                inputs.close(forgetting: true)
            }
            feeders.cancelAll()
            return ending
        }
    }

    private func loop() async -> ConversationEnding {
        var machine = ConversationMachine(settings, memory: memory, checkArguments: checkArguments)
        let alarms = Alarms(clock: clock, inputs: inputs)
        defer { alarms.cancelAll() }
        var ending = perform(machine.handle(.began, at: clock.now()), alarms)
        var batch: [ConversationInput] = []
        while ending == nil, let lost = await inputs.take(into: &batch) {
            if lost > 0 { batch.append(.lost(lost)) }
            for input in batch where ending == nil {
                ending = perform(machine.handle(input, at: clock.now()), alarms)
            }
            batch.removeAll(keepingCapacity: batch.count <= 64)
        }
        // Only a cancelled task comes here without an end.
        return ending ?? perform(machine.handle(.order(.stop(.now)), at: clock.now()), alarms) ?? .stopped
    }

    /// The end, if it is among the actions.
    private func perform(_ actions: [ConversationAction], _ alarms: Alarms<Clock>) -> ConversationEnding? {
        for action in actions {
            switch action {
            case .audio(let order): perform(order)
            case .open(let number, let endpoint, let plan): ports.service.open(number, to: endpoint, plan: plan)
            case .send(let command, let number, let connection):
                ports.service.send(command, number, on: connection)
            case .close(let number): ports.service.close(number)
            case .tool(let order): perform(order)
            case .ear(.listen(let number, let start)): ports.ear.listen(number, from: start)
            case .ear(.rest): ports.ear.rest()
            case .setTimer(let timer, let instant): alarms.set(timer, at: instant)
            case .cancelTimer(let timer): alarms.cancel(timer)
            case .remember(let entry): ports.journal.append(entry)
            case .tell(let news): ports.observer.told(news, at: clock.now())
            case .finish(let ending): return ending
            }
        }
        return nil
    }

    private func perform(_ order: AudioAction) {
        switch order {
        case .startListening(let preroll): ports.audio.startListening(preroll: preroll)
        case .stopListening: ports.audio.stopListening()
        case .watch(let sensitivity): ports.audio.watch(sensitivity)
        case .enqueue(let piece): ports.audio.enqueue(piece)
        case .stretch(let duration): ports.audio.stretch(by: duration)
        case .mark(let mark): ports.audio.mark(mark)
        case .finish(let part): ports.audio.finish(part)
        case .pause: ports.audio.pause()
        case .duck(let decibels): ports.audio.duck(byDecibels: decibels)
        case .resume: ports.audio.resume()
        case .cut: ports.audio.cut()
        }
    }

    private func perform(_ order: ToolAction) {
        switch order {
        case .call(let call): ports.tools.call(call)
        case .cancel(let number, let failure): ports.tools.cancel(number, failure)
        case .askApproval(let request, let deadline): ports.tools.askApproval(request, deadline: deadline)
        }
    }
}
