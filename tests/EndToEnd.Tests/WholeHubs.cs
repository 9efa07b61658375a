using Xunit;

namespace Logistics.EndToEnd.Tests;

/// <summary>One after the other: each keeps the machine busy.</summary>
[CollectionDefinition(Name)]
public sealed class WholeHubs
{
    public const string Name = "whole hubs";
}
