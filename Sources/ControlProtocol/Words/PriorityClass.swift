/// Who may take the microphone from whom: only a strictly higher class. Given by configuration.
package enum PriorityClass: String, WireWord {
    case background, ui, vehicle, emergency
}
