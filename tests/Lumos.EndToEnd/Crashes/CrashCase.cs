using System.Globalization;
using Lumos.Core.Supervision;
using Lumos.Testing;

namespace Lumos.EndToEnd.Crashes;

/// <summary>One run of the harness: how rows are loaded, with how many workers, and when the process dies. Seed and number give it again.</summary>
/// <param name="Seed">Seed of the series.</param>
/// <param name="Number">Number in the series, from 0; every third one is of the same target.</param>
/// <param name="Way">How rows are loaded.</param>
/// <param name="IsPlanned">Whether the run was planned before, so that the first life that is cut short begins with the migration.</param>
/// <param name="Kills">When the process dies, life by life.</param>
internal sealed record CrashCase(long Seed, int Number, CrashWay Way, bool IsPlanned, IReadOnlyList<Kill> Kills)
{
    /// <summary>Runs of the series: LUMOS_CRASH_RUNS, or the fixed slice.</summary>
    public static int Runs { get; } = (int)Setting("LUMOS_CRASH_RUNS", 30);

    /// <summary>Seed of the series: LUMOS_CRASH_SEED, or the fixed one.</summary>
    public static long SeriesSeed { get; } = Setting("LUMOS_CRASH_SEED", 5);

    /// <summary>The numbers of one of the three targets.</summary>
    public static TheoryData<int> NumbersOf(int target)
    {
        var numbers = new TheoryData<int>();
        for (var number = target; number < Runs; number += 3) numbers.Add(number);
        return numbers;
    }

    /// <summary>Makes the case of a number.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="ways">What the target can do; they take turns.</param>
    public static CrashCase Of(int number, IReadOnlyList<CrashWay> ways)
    {
        var random = new SeededRandom((SeriesSeed * 1_000_003) + number);
        var isPlanned = random.Chance(75);
        var kills = new List<Kill>();
        do kills.Add(Kill.Next(random, isPlanned));
        while (kills.Count < 4 && random.Chance(45));
        return new CrashCase(SeriesSeed, number, ways[number / 3 % ways.Count], isPlanned, kills);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"seed {Seed}, run {Number}: {Way.Load}, {Way.Workers} worker(s){(Way.Layout is null ? "" : ", folders")}{(Way.Feed == CrashFeed.Export ? "" : $", {Way.Feed}")}{(IsPlanned ? ", planned before" : "")}, killed {string.Join(", then ", Kills)}");

    private static long Setting(string variable, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>How a run loads rows.</summary>
/// <param name="Load">Load strategy.</param>
/// <param name="Workers">Threads that transform.</param>
/// <param name="Layout">How the rows of tables lie in files, as a contract has it; null for nothing said.</param>
/// <param name="Feed">Where rows come from, and which of them.</param>
internal sealed record CrashWay(string Load, int Workers, string? Layout = null, CrashFeed Feed = CrashFeed.Export)
{
    /// <summary>The same whoever computes: what it leaves does not depend on the threads.</summary>
    public CrashWay Whoever => this with { Workers = 0 };

    /// <summary>What filled the target before: a plain load, or where only changes are read a first run of the same kind, which says from where the next one reads on.</summary>
    public CrashWay Earlier => new(Feed == CrashFeed.Watermark ? Load : "replace", 2, Layout, Feed);
}

/// <summary>Where rows come from, and which of them.</summary>
internal enum CrashFeed
{
    /// <summary>The shop's export, all of it, with its bad rows.</summary>
    Export,

    /// <summary>Of the export what lies at or above the highest order the run before read.</summary>
    Watermark,

    /// <summary>Clean files, all of them, so that rows that are missing can be deleted: what changed is told by key and row.</summary>
    Clean,

    /// <summary>The export as a table of the DuckDB file that is the target, whose engine computes the rows.</summary>
    InEngine,
}

/// <summary>When a process dies: at a named place, or at a moment.</summary>
/// <param name="Failpoint">The place as LUMOS_FAILPOINT takes it; null for a moment.</param>
/// <param name="InMigration">Whether the moment counts from the beginning of the migration, or from that of the process.</param>
/// <param name="Part">The moment, as a part of the time an undisturbed run takes.</param>
internal sealed record Kill(string? Failpoint, bool InMigration, double Part)
{
    private static readonly string[] Chunks = [FailpointNames.ChunkStarted, FailpointNames.ChunkStaged, FailpointNames.ChunkQuarantined, FailpointNames.ChunkCheckpointed];
    private static readonly string[] Every = [.. FailpointNames.All, FailpointNames.FolderSwapped];
    private static readonly string[] OfMigration = [.. Every.SkipWhile(static place => place != FailpointNames.MigrationStarted)];

    /// <summary>Two of five at a moment, most of them while rows move, the others at a place, one half of them in the middle of chunks.</summary>
    public static Kill Next(SeededRandom random, bool isPlanned)
    {
        if (random.Chance(40)) return new Kill(null, random.Chance(70), random.Next(0, 1000) / 1000.0);
        if (random.Chance(50)) return new Kill(string.Create(CultureInfo.InvariantCulture, $"{random.Pick(Chunks)}:{random.Next(1, 60)}"), false, 0);
        return new Kill(random.Pick(isPlanned ? OfMigration : Every), false, 0);
    }

    public override string ToString() => Failpoint is not null
        ? "at " + Failpoint
        : string.Create(CultureInfo.InvariantCulture, $"after {Part:P0} of {(InMigration ? "the migration" : "the run")}");
}
