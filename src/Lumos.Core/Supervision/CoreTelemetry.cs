using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Spans and metrics of the core, named <c>Lumos.Core</c>. Every span carries the run id; none a cell value.</summary>
internal static class CoreTelemetry
{
    public const string Name = "Lumos.Core";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> StageSeconds = Meter.CreateHistogram<double>("lumos.stage.duration", "s", "Wall time of a stage, retries included.");
    private static readonly Counter<long> StageErrors = Meter.CreateCounter<long>("lumos.stage.errors", "{error}", "Failed tries of a stage.");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("lumos.gate.decisions", "{decision}", "Decisions of the gates.");

    public static Activity? StartRun(string runId, Lane lane)
    {
        var activity = Source.StartActivity("lumos.run");
        activity?.SetTag("lumos.run_id", runId);
        activity?.SetTag("lumos.lane", lane.ToString().ToLowerInvariant());
        return activity;
    }

    public static Activity? StartStage(string runId, StageName stage)
    {
        var activity = Source.StartActivity("lumos.stage");
        activity?.SetTag("lumos.run_id", runId);
        activity?.SetTag("lumos.stage", NameOf(stage));
        return activity;
    }

    public static void StageDone(StageName stage, TimeSpan elapsed, GateDecision decision)
    {
        StageSeconds.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("lumos.stage", NameOf(stage)));
        Decisions.Add(1, new("lumos.stage", NameOf(stage)), new("lumos.decision", decision.ToString().ToLowerInvariant()));
    }

    public static void StageFailed(Activity? activity, StageName stage, LumosException error)
    {
        var code = ErrorTaxonomy.NameOf(error.Code);
        StageErrors.Add(1, new("lumos.stage", NameOf(stage)), new("lumos.error_code", code));
        activity?.SetStatus(ActivityStatusCode.Error, error.Reason);
        activity?.SetTag("error.type", code);
        activity?.SetTag("lumos.error_detail_id", error.Reason);
    }

    private static string NameOf(StageName stage) => stage.ToString().ToLowerInvariant();
}
