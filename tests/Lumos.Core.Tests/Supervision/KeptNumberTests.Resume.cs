using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Tests.Migration;

namespace Lumos.Core.Tests.Supervision;

/// <remarks>Runs that were stopped on their way.</remarks>
public sealed partial class KeptNumberTests
{
    [Fact]
    public async Task Resume_TargetThatWasChangedMeanwhile_IsRefused()
    {
        await RunAsync();
        Persons(10, 30);
        Visits(30, 60, 10, 20);
        var stopped = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, services => Composition.Compose(services with { Failpoints = new CrashFailpoints(FailpointNames.BeforeValidation, 1) }, null));
        await Assert.ThrowsAsync<CrashException>(() => stopped.RunAsync(Contract("upsert"), Settings));
        Do("INSERT INTO person VALUES (21, 'other', 'Other', NULL)");
        var error = await Assert.ThrowsAsync<LumosException>(() => Lumos().ResumeAsync(null, Settings));

        Assert.Equal("MIGRATION_NUMBERS_CHANGED", error.Reason);
        Assert.Equal("21", Ask("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Resume_NumbersThatAreGone_AreFixedAnewAndEverythingIsStagedAgain()
    {
        await RunAsync();
        Persons(10, 30, backwards: true);
        Visits(30, 60, 10, 20);
        var stopped = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, services => Composition.Compose(services with { Failpoints = new CrashFailpoints(FailpointNames.BeforePromotion, 1) }, null));
        await Assert.ThrowsAsync<CrashException>(() => stopped.RunAsync(Contract("upsert"), Settings));
        foreach (var file in Directory.EnumerateFiles(_folder["state"], "numbers", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "torn");
        var resumed = await Lumos().ResumeAsync(null, Settings);

        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_id > 20 AND person_source_value <> {NameSql("50 - person_id")}"));
    }

    [Theory]
    [InlineData(FailpointNames.ChunkCheckpointed)]
    [InlineData(FailpointNames.BeforeValidation)]
    [InlineData(FailpointNames.BeforePromotion)]
    [InlineData(FailpointNames.AfterPromotion)]
    public async Task Resume_AfterAStop_GivesTheSameRows(string stop)
    {
        await RunAsync();
        Persons(10, 30, backwards: true);
        Visits(30, 60, 10, 20);
        var stopped = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, services => Composition.Compose(services with { Failpoints = new CrashFailpoints(stop, 1) }, null));
        await Assert.ThrowsAsync<CrashException>(() => stopped.RunAsync(Contract("upsert"), Settings));
        var resumed = await Lumos().ResumeAsync(null, Settings);

        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal("30|50", Ask("SELECT count(*) || '|' || (SELECT count(*) FROM person WHERE person_id > 20) * 5 FROM person"));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_id > 20 AND person_source_value <> {NameSql("50 - person_id")}"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }
}
