namespace Logistics.EventStore;

/// <summary>
/// A person's keys are destroyed; registered by the store itself as <c>person-erased.v1</c>. A projection that keeps revealed text
/// drops the person's at this event. Because its rebuild reveals nothing from before, it comes out the same as the live one.
/// </summary>
/// <param name="Person">As in <see cref="ProtectedText"/>.</param>
public sealed record PersonErased(string Person);
