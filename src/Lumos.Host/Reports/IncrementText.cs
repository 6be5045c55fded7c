using Lumos.Abstractions;

namespace Lumos.Host.Reports;

/// <summary>What of a source was read, in words.</summary>
internal static class IncrementText
{
    public static string Of(SourceIncrement increment) => $"{increment.Source} by {increment.Column} from {increment.From ?? "the start"} to {increment.To ?? "nothing"}";
}
