package import Configuration

// This file imports `Configuration` alone: a module and a type of one name cannot be told apart elsewhere.

/// What the admin wrote, as the signal path is told it.
package typealias AdminSettings = Configuration
