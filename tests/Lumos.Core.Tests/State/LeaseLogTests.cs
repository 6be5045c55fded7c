using Lumos.Core.State.Leases;

namespace Lumos.Core.Tests.State;

/// <summary>Leases with fencing tokens in a folder that several processes write to.</summary>
public sealed class LeaseLogTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private readonly SetClock _clock = new();

    public LeaseLogTests() => Directory.CreateDirectory(_folder["log"]);

    public void Dispose() => _folder.Dispose();

    private LeaseLog Open(string worker) => new(_folder["log"], worker, _clock);

    private static long Offer(LeaseLog owner, string slice) => owner.Append(owner.Entry(LeaseKinds.Offered, slice) with { Task = new SliceTask(0, 0, 0, 1, 10, [0], false) });

    private static long Take(LeaseLog worker, string slice)
    {
        var token = worker.Append(worker.Entry(LeaseKinds.Taken, slice, lasts: Lease));
        return worker.Look((table, _) => table[slice]?.Token == token && table[slice]!.State == LeaseState.Taken) ? token : 0;
    }

    [Fact]
    public void Slice_TakenByTwo_IsOfTheFirst()
    {
        var (owner, a, b) = (Open("owner"), Open("a"), Open("b"));
        Offer(owner, "1");

        Assert.NotEqual(0, Take(a, "1"));
        Assert.Equal(0, Take(b, "1"));
        Assert.Null(b.Look(static (table, now) => table.Free(now)));
    }

    [Fact]
    public void Lease_ThatRanOut_IsTakenOver_AndTheLateResultIsRefused()
    {
        var (owner, a, b) = (Open("owner"), Open("a"), Open("b"));
        Offer(owner, "1");
        var early = Take(a, "1");
        _clock.Now += Lease + TimeSpan.FromSeconds(1);

        var late = Take(b, "1");
        a.Append(a.Entry(LeaseKinds.Renewed, "1", early, Lease));
        a.Append(a.Entry(LeaseKinds.Done, "1", early));

        Assert.True(late > early);
        Assert.Equal((LeaseState.Taken, late), owner.Look(static (table, _) => (table["1"]!.State, table["1"]!.Token)));
        Assert.Equal(new LeaseRefusal("1", early, "a"), Assert.Single(owner.Look(static (table, _) => table.Refusals.ToList())));
        b.Append(b.Entry(LeaseKinds.Done, "1", late));
        Assert.Equal(LeaseState.Done, owner.Look(static (table, _) => table["1"]!.State));
    }

    [Fact]
    public void Lease_ThatIsRenewed_HoldsOn()
    {
        var (owner, a, b) = (Open("owner"), Open("a"), Open("b"));
        Offer(owner, "1");
        var token = Take(a, "1");
        _clock.Now += TimeSpan.FromSeconds(8);
        a.Append(a.Entry(LeaseKinds.Renewed, "1", token, Lease));
        _clock.Now += TimeSpan.FromSeconds(8);

        Assert.Equal(0, Take(b, "1"));
    }

    [Fact]
    public void Slice_TakenBack_TakesNoResultAnyMore_UnlessItWasDoneFirst()
    {
        var (owner, a) = (Open("owner"), Open("a"));
        Offer(owner, "1");
        Offer(owner, "2");
        var (first, second) = (Take(a, "1"), Take(a, "2"));
        owner.Append(owner.Entry(LeaseKinds.TakenBack, "1"));
        a.Append(a.Entry(LeaseKinds.Done, "1", first));
        a.Append(a.Entry(LeaseKinds.Done, "2", second));
        owner.Append(owner.Entry(LeaseKinds.TakenBack, "2"));

        Assert.Equal((LeaseState.TakenBack, LeaseState.Done), owner.Look(static (table, _) => (table["1"]!.State, table["2"]!.State)));
    }

    [Fact]
    public void Owner_ThatIsNew_KnowsNothingOfWhatWasOffered_AndTokensGoOnRising()
    {
        var (owner, a) = (Open("owner"), Open("a"));
        Offer(owner, "1");
        var before = Take(a, "1");
        var next = Open("next");
        next.Append(next.Entry(LeaseKinds.Owner));
        Offer(next, "2");
        a.Append(a.Entry(LeaseKinds.Done, "1", before));

        Assert.Single(next.Look(static (table, _) => table.Refusals.ToList()));
        Assert.True(Take(a, "2") > before);
    }

    [Fact]
    public async Task Entries_OfManyWritersAtOnce_GetEveryNumberOnce()
    {
        var logs = Enumerable.Range(0, 8).Select(number => Open($"w{number}")).ToList();

        var numbers = await Task.WhenAll(logs.Select(log => Task.Run(() => Enumerable.Range(0, 40).Select(_ => log.Append(log.Entry(LeaseKinds.Here, lasts: Lease))).ToList())));

        Assert.Equal(Enumerable.Range(1, 320).Select(static number => (long)number), numbers.SelectMany(static all => all).Order());
        Assert.Equal(8, Open("reader").Look(static (table, now) => table.WorkersAt(now)));
        Assert.DoesNotContain(Directory.GetFiles(_folder["log"]), static file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_ThatIsGone_TakesNothing()
    {
        var a = Open("a");
        Directory.Delete(_folder["log"], recursive: true);

        Assert.Equal(0, a.Append(a.Entry(LeaseKinds.Done, "1", 1)));
        Assert.False(a.IsOpen);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
