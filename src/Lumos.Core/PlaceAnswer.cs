namespace Lumos.Core;

/// <summary>What a database answered.</summary>
/// <param name="Name">The place; holds no secret.</param>
/// <param name="Connector">What kind of place it is.</param>
/// <param name="Tables">Tables to read.</param>
/// <param name="MayWrite">Whether the role may write to them.</param>
public sealed record PlaceAnswer(string Name, string Connector, int Tables, bool MayWrite);
