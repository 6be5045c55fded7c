namespace Lumos.Core.Ingest.Json;

/// <summary>A step from the records of one list to those of a list within them.</summary>
/// <param name="Keys">Keys that lead to the list.</param>
/// <param name="Shape">What is there.</param>
/// <param name="Key">Keys that lead to what the records are known by; null when they are known by their number.</param>
internal sealed record JsonStep(IReadOnlyList<string> Keys, JsonShape Shape, IReadOnlyList<string>? Key);
