using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Host.Reports;

namespace Lumos.Host.Cli;

/// <summary>The end of a run as one JSON object.</summary>
internal static class RunSummaryJson
{
    public static void Write(TextWriter output, RunResult result, RunReportData data, string reportPath) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", result.RunId);
        json.WriteString("status", JsonOutput.Name(result.Status));
        json.WriteString("contract_hash", data.ContractHash);
        json.WriteString("report", reportPath);
        json.WriteStartArray("reasons");
        foreach (var reason in result.Reasons) json.WriteStringValue(reason);
        json.WriteEndArray();
        if (result.PlannedStrategy is not null) json.WriteString("planned_strategy", result.PlannedStrategy);
        json.WriteStartArray("planned");
        foreach (var (table, use) in result.Planned.SelectMany(static planned => planned.Uses.Select(use => (planned.Table, use))))
        {
            json.WriteStartObject();
            json.WriteString("table", table);
            json.WriteString("source", use.Source);
            json.WriteString("engine", use.Engine);
            json.WriteString("reason", use.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("increments");
        foreach (var increment in data.Migration?.Increments ?? []) Increment(json, increment);
        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (var table in data.Migration?.Tables ?? [])
        {
            json.WriteStartObject();
            json.WriteString("table", table.Table);
            json.WriteNumber("rows_in", table.RowsIn);
            json.WriteNumber("rows_out", table.RowsOut);
            json.WriteNumber("collapsed", table.Collapsed);
            json.WriteNumber("quarantined", table.Quarantined);
            if (table.Changes is { } changes)
            {
                json.WriteStartObject("changes");
                json.WriteNumber("inserted", changes.Inserted);
                json.WriteNumber("updated", changes.Updated);
                json.WriteNumber("deleted", changes.Deleted);
                json.WriteEndObject();
            }

            json.WriteString("content_hash", table.ContentHash);
            json.WriteStartObject("reasons");
            foreach (var (reason, count) in table.QuarantineReasons.OrderBy(r => r.Key, StringComparer.Ordinal)) json.WriteNumber(reason, count);
            json.WriteEndObject();
            json.WriteStartArray("validations");
            foreach (var check in table.Validations)
            {
                json.WriteStartObject();
                json.WriteString("check", check.Check);
                json.WriteBoolean("passed", check.Passed);
                json.WriteString("message", check.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>What was read of a source of which only changes are.</summary>
    private static void Increment(Utf8JsonWriter json, SourceIncrement increment)
    {
        json.WriteStartObject();
        json.WriteString("source", increment.Source);
        json.WriteString("by", increment.Replication is null ? increment.Column : "logical_replication");
        json.WriteString("from", increment.From);
        json.WriteString("to", increment.To);
        if (increment.Replication is { } log)
        {
            json.WriteString("slot", log.Slot);
            json.WriteNumber("inserted", log.Inserts);
            json.WriteNumber("updated", log.Updates);
            json.WriteNumber("deleted", log.Deletes);
            json.WriteNumber("truncated", log.Truncates);
            json.WriteNumber("gone", log.Gone);
            json.WriteBoolean("deletes_gone", log.DeletesGone);
        }

        json.WriteEndObject();
    }
}
