/// Settings whose value, not only whose place, differs between the dialects.
extension FieldMap {
    /// OpenAI's GA shape takes either sound or text, never both: sound brings its transcript along.
    mutating func map(modalities: inout [Modality]?) throws(WireError) {
        guard isWriting, dialect == .openAIGA, var given = modalities, given.contains(.audio) else {
            return try map(SessionKey.modalities, &modalities)
        }
        given.removeAll { $0 == .text }
        put(SessionKey.modalities, given)
    }

    /// One object in OpenAI's GA shape; two fields side by side elsewhere.
    mutating func map(inputFormat: inout AudioFormat?, rate: inout Int?) throws(WireError) {
        guard dialect == .openAIGA else {
            try map(SessionKey.inputAudioFormat, &inputFormat)
            // At 24 kHz the beta means the same without saying so.
            if isWriting, dialect == .openAIBeta, rate == 24000 { return }
            return try map(SessionKey.inputAudioSamplingRate, &rate)
        }
        if isWriting {
            guard let format = inputFormat ?? rate.map({ _ in .pcm16 }) else { return }
            return put(SessionKey.inputAudioFormat, format, rate: rate)
        }
        var object: AudioFormatObject?
        try map(SessionKey.inputAudioFormat, &object)
        (inputFormat, rate) = (object?.format, object?.rate)
    }

    mutating func map(outputFormat: inout Clearable<AudioFormat>) throws(WireError) {
        guard dialect == .openAIGA else { return try map(SessionKey.outputAudioFormat, &outputFormat) }
        if isWriting {
            if let format = outputFormat.value { put(SessionKey.outputAudioFormat, format, rate: nil) }
            return
        }
        var object: AudioFormatObject?
        try map(SessionKey.outputAudioFormat, &object)
        if let object { outputFormat = .value(object.format) }
    }

    mutating func map(outputFormat: inout AudioFormat?) throws(WireError) {
        var clearable = outputFormat.map { Clearable.value($0) } ?? .absent
        try map(outputFormat: &clearable)
        outputFormat = clearable.value
    }

    private mutating func put(_ key: WireKey, _ format: AudioFormat, rate: Int?) {
        if let object = AudioFormatObject(format, rate: rate) { put(key, object) } else { omit(key) }
    }
}
