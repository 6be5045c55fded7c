using Xunit.Abstractions;

namespace Lumos.EndToEnd.Crashes;

/// <summary>
/// Runs into a DuckDB file that holds rows: killed (SIGKILL) at seeded places and moments, several times where the case says so, resumed, and then equal to an
/// undisturbed run in tables, kept versions, quarantine, manifest and files; and rolled back to what was there before.
/// </summary>
/// <remarks>LUMOS_CRASH_RUNS and LUMOS_CRASH_SEED choose the series (<c>.ci/crashes</c>); without them a fixed slice is run.</remarks>
public sealed class DuckDbCrashTests(DuckDbSite site, ITestOutputHelper log) : IClassFixture<DuckDbSite>
{
    public static TheoryData<int> Numbers => CrashCase.NumbersOf(0);

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task Run_KilledAnywhereAndResumed_LeavesWhatAnUndisturbedRunLeaves(int number) => site.CheckAsync(number, log);
}

/// <summary>The same into a folder of Parquet files.</summary>
public sealed class ParquetCrashTests(ParquetSite site, ITestOutputHelper log) : IClassFixture<ParquetSite>
{
    public static TheoryData<int> Numbers => CrashCase.NumbersOf(1);

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task Run_KilledAnywhereAndResumed_LeavesWhatAnUndisturbedRunLeaves(int number) => site.CheckAsync(number, log);
}

/// <summary>The same into a PostgreSQL server.</summary>
public sealed class PostgresCrashTests(PostgresSite site, ITestOutputHelper log) : IClassFixture<PostgresSite>
{
    public static TheoryData<int> Numbers => CrashCase.NumbersOf(2);

    [ServerTheory]
    [MemberData(nameof(Numbers))]
    public Task Run_KilledAnywhereAndResumed_LeavesWhatAnUndisturbedRunLeaves(int number) => site.CheckAsync(number, log);
}
