using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Supervision;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Run_Stages_HaveSpansWithTheRunIdAndDurations()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.sql", "CREATE TABLE t (a int)");
        var contract = new RunContractBuilder().From(folder["a.csv"]).ToSchema(folder["t.sql"]).Into(folder["o.duckdb"]).Build();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lumos.Core",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("lumos.run_id"), contract.RunId)) lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var durations = 0;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Name == "lumos.stage.duration") me.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref durations));
        meters.Start();

        var stages = new ScriptedStages();
        await LumosEngine.Create(new LumosOptions { StateFolder = folder["state"] }, stages.Compose).RunAsync(contract, new RunSettings { Confirm = RunSettings.Yes });

        Assert.Equal(["ingest", "domains", "mapping", "analysis", "migration"], spans.Where(s => s.OperationName == "lumos.stage").Select(s => (string)s.GetTagItem("lumos.stage")!));
        var run = Assert.Single(spans, s => s.OperationName == "lumos.run");
        Assert.All(spans.Where(s => s != run), s => Assert.Equal(run.SpanId, s.ParentSpanId));
        Assert.True(durations >= 5);
    }
}
