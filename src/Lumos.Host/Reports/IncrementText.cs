using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Reports;

/// <summary>What of a source was read, in words.</summary>
internal static class IncrementText
{
    public static string Of(SourceIncrement increment) => increment.Replication is { } log
        ? $"{increment.Source} by logical replication (slot {log.Slot}{Kept(log)}) {(increment.From is null ? "whole" : "from " + increment.From)} to {increment.To ?? "nothing"}{Changes(increment, log)}"
        : $"{increment.Source} by {increment.Column} from {increment.From ?? "the start"} to {increment.To ?? "nothing"}";

    /// <summary>What a slot costs the server.</summary>
    public static string Slot(SourceReplication log) =>
        $"{log.Slot}: the server keeps its log for it{(log.RetainedBytes is { } bytes ? $" ({HtmlText.Bytes(bytes)} when the run began)" : "")} until a run is promoted, and then until the next one. When none is to follow: lumos replication drop";

    private static string Kept(SourceReplication log) => log.RetainedBytes is { } bytes ? $", {HtmlText.Bytes(bytes)} of log kept" : "";

    private static string Changes(SourceIncrement increment, SourceReplication log)
    {
        if (increment.From is null && log.Truncates == 0) return "";
        var gone = log.Gone == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {log.Gone} row(s) gone, {(log.DeletesGone ? "deleted in the target as well" : "left in the target")}");
        return string.Create(CultureInfo.InvariantCulture, $": {log.Inserts} inserted, {log.Updates} updated, {log.Deletes} deleted{(log.Truncates == 0 ? "" : $", emptied {log.Truncates} time(s)")}{gone}");
    }
}
