extension Session {
    /// The words that say what kind of session this is, where a dialect has any.
    func mapKind(_ fields: inout FieldMap) {
        if fields.dialect == .openAIGA {
            if fields.isWriting {
                fields.put("type", "realtime")
            } else if fields.members["type"] == "realtime" {
                // A session that only transcribes is none of ours: its type stays in `extra`.
                _ = fields.take("type")
            }
        }
        fields.constant("object", "realtime.session")
    }

    mutating func mapModel(_ fields: inout FieldMap) throws(WireError) {
        if fields.isWriting, fields.dialect.isVoiceLive, fields.context.side == .client {
            if model != nil { fields.omit(SessionKey.model) }
        } else {
            try fields.map(SessionKey.model, &model)
        }
    }

    mutating func mapOutput(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(modalities: &modalities)
        try fields.map(SessionKey.instructions, &instructions)
        try fields.map(SessionKey.voice, &voice)
        try fields.map(outputFormat: &outputAudioFormat)
        try fields.map(SessionKey.timestampTypes, &timestampTypes)
        try fields.map(SessionKey.animation, &animation)
        try fields.map(SessionKey.avatar, &avatar)
    }

    mutating func mapInput(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(inputFormat: &inputAudioFormat, rate: &inputAudioSamplingRate)
        try fields.map(SessionKey.turnDetection, &turnDetection)
        try fields.map(SessionKey.noiseReduction, &noiseReduction)
        try fields.map(SessionKey.echoCancellation, &echoCancellation)
        try fields.map(SessionKey.transcription, &transcription)
    }

    mutating func mapBehaviour(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(SessionKey.tools, &tools)
        try fields.map(SessionKey.toolChoice, &toolChoice)
        try fields.map(SessionKey.parallelToolCalls, &parallelToolCalls)
        try fields.map(SessionKey.temperature, &temperature)
        try fields.map(SessionKey.maxOutputTokens, &maxOutputTokens)
        try fields.map(SessionKey.reasoningEffort, &reasoningEffort)
        try fields.map(SessionKey.interimResponse, &interimResponse)
        try fields.map(SessionKey.include, &include)
        try fields.map(SessionKey.metadata, &metadata)
    }

    mutating func mapOpenAI(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(SessionKey.speed, &speed)
        try fields.map(SessionKey.tracing, &tracing)
        try fields.map(SessionKey.truncation, &truncation)
        try fields.map(SessionKey.prompt, &prompt)
    }
}
