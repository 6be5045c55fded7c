using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary>How a fix is printed.</summary>
internal static class FixOutput
{
    public static string Where(ProposedFix fix) => fix.Column is null ? fix.Table : $"{fix.Table}.{fix.Column}";

    /// <summary>The counts in one bracket.</summary>
    public static string Effect(ProposedFix fix) => string.Create(CultureInfo.InvariantCulture, $"({fix.Effect.Changed:#,0} changed in {fix.Effect.Rows:#,0} sample rows; failing {fix.Effect.FailedBefore:#,0} -> {fix.Effect.FailedAfter:#,0})");

    public static async Task TextAsync(TextWriter output, ProposedFix fix, AppliedFix? applied)
    {
        await output.WriteLineAsync($"{fix.Id}  {(applied is null ? "open" : $"applied by {applied.AppliedBy}")}");
        await output.WriteLineAsync($"finding  {fix.Finding} in {Where(fix)}");
        await output.WriteLineAsync($"does     {fix.Summary}");
        await output.WriteLineAsync($"change   {fix.Change}");
        await output.WriteLineAsync($"effect   {Effect(fix)}");
        foreach (var pipeline in fix.Pipelines)
        {
            await output.WriteLineAsync($"  - {pipeline.Target} = {pipeline.Before}");
            await output.WriteLineAsync($"  + {pipeline.Target} = {pipeline.After}");
        }

        foreach (var example in fix.Effect.Examples) await output.WriteLineAsync($"  {example.Source ?? "NULL"}: {example.Before ?? "NULL"} -> {example.After ?? "NULL"}");
    }

    public static void Json(TextWriter output, ProposedFix fix, AppliedFix? applied) => JsonOutput.Write(output, json =>
    {
        json.WriteString("id", fix.Id);
        json.WriteString("state", applied is null ? "open" : "applied");
        json.WriteString("kind", JsonOutput.Name(fix.Kind));
        json.WriteString("finding", fix.Finding);
        json.WriteString("table", fix.Table);
        json.WriteString("column", fix.Column);
        json.WriteString("change", fix.Change);
        json.WriteString("summary", fix.Summary);
        json.WriteStartArray("pipelines");
        foreach (var pipeline in fix.Pipelines)
        {
            json.WriteStartObject();
            json.WriteString("target", pipeline.Target);
            json.WriteString("before", pipeline.Before);
            json.WriteString("after", pipeline.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("effect");
        json.WriteNumber("rows", fix.Effect.Rows);
        json.WriteNumber("changed", fix.Effect.Changed);
        json.WriteNumber("failed_before", fix.Effect.FailedBefore);
        json.WriteNumber("failed_after", fix.Effect.FailedAfter);
        json.WriteStartArray("examples");
        foreach (var example in fix.Effect.Examples)
        {
            json.WriteStartObject();
            json.WriteString("source", example.Source);
            json.WriteString("before", example.Before);
            json.WriteString("after", example.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (applied is null) return;
        json.WriteString("by", applied.AppliedBy);
        json.WriteString("at", applied.AppliedAt.ToString("O", CultureInfo.InvariantCulture));
    });
}
