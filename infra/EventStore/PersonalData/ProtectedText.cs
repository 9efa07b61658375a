namespace Logistics.EventStore;

/// <summary>Text about a person as events and read models hold it: readable only while the person's key exists.</summary>
/// <param name="Person">A pseudonymous id, never a name.</param>
/// <param name="Cipher">Base64 of key id, nonce, tag and AES-256-GCM cipher text; the person's id is authenticated with it.</param>
public sealed record ProtectedText(string Person, string Cipher);
