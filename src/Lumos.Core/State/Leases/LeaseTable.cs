namespace Lumos.Core.State.Leases;

/// <summary>What the entries of a lease log say together. Everyone who reads the same entries comes to the same answer.</summary>
internal sealed class LeaseTable
{
    private readonly Dictionary<string, Lease> _slices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _workers = new(StringComparer.Ordinal);
    private readonly List<LeaseRefusal> _refusals = [];

    /// <summary>Whether there is nothing more to do.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Results that came under a token that was no longer the slice's.</summary>
    public IReadOnlyList<LeaseRefusal> Refusals => _refusals;

    /// <summary>Slices there are, in the order they were offered.</summary>
    public IEnumerable<string> Slices => _slices.OrderBy(static pair => pair.Value.Offered).Select(static pair => pair.Key);

    /// <summary>How a slice stands; null when it is not of the owner there is.</summary>
    public Lease? this[string slice] => _slices.GetValueOrDefault(slice);

    /// <summary>Workers that are there.</summary>
    public int WorkersAt(DateTimeOffset now) => _workers.Values.Count(until => until >= now);

    /// <summary>A slice that may be taken: the first one offered, or one whose lease is over.</summary>
    public string? Free(DateTimeOffset now) =>
        Slices.FirstOrDefault(slice => _slices[slice].State == LeaseState.Open || _slices[slice].IsOver(now));

    /// <summary>Takes the next entry in.</summary>
    /// <param name="number">Its place in the log.</param>
    /// <param name="entry">The entry.</param>
    public void Apply(long number, LeaseEntry entry)
    {
        var slice = entry.Slice is { } name ? _slices.GetValueOrDefault(name) : null;
        if (entry.Kind is LeaseKinds.Here or LeaseKinds.Taken or LeaseKinds.Renewed && entry.Until is { } until) _workers[entry.Worker] = until;
        switch (entry.Kind)
        {
            case LeaseKinds.Owner:
                _slices.Clear();
                IsEnded = false;
                break;
            case LeaseKinds.Left:
                _workers.Remove(entry.Worker);
                break;
            case LeaseKinds.Offered:
                _slices[entry.Slice!] = new Lease(LeaseState.Open, number, 0, entry.At, null, entry.Task!);
                break;
            case LeaseKinds.Taken when slice is not null && (slice.State == LeaseState.Open || slice.IsOver(entry.At)):
                _slices[entry.Slice!] = slice with { State = LeaseState.Taken, Token = number, Until = entry.Until!.Value, Worker = entry.Worker };
                break;
            case LeaseKinds.Renewed when slice is { State: LeaseState.Taken } && slice.Token == entry.Token:
                _slices[entry.Slice!] = slice with { Until = entry.Until!.Value };
                break;
            case LeaseKinds.Done when slice is { State: LeaseState.Taken } && slice.Token == entry.Token:
                _slices[entry.Slice!] = slice with { State = LeaseState.Done };
                break;
            case LeaseKinds.Done:
                _refusals.Add(new LeaseRefusal(entry.Slice!, entry.Token ?? 0, entry.Worker));
                break;
            case LeaseKinds.Failed when slice is { State: LeaseState.Taken } && slice.Token == entry.Token:
                _slices[entry.Slice!] = slice with { State = LeaseState.Failed };
                break;
            case LeaseKinds.TakenBack when slice is not null && slice.State != LeaseState.Done:
                _slices[entry.Slice!] = slice with { State = LeaseState.TakenBack, Token = number };
                break;
            case LeaseKinds.Ended:
                _slices.Clear();
                IsEnded = true;
                break;
        }
    }

    /// <summary>Forgets a slice whose rows are in use.</summary>
    public void Forget(string slice) => _slices.Remove(slice);
}

/// <summary>How a slice stands.</summary>
internal enum LeaseState
{
    Open,
    Taken,
    Done,
    Failed,
    TakenBack,
}

/// <summary>A slice that is shared.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Offered">Place of its offer in the log.</param>
/// <param name="Token">Fencing token: whoever has another one cannot write.</param>
/// <param name="Until">Until when its lease holds; when it was offered, as long as nobody has it.</param>
/// <param name="Worker">Who has it; null for nobody.</param>
/// <param name="Task">What is to be done.</param>
internal sealed record Lease(LeaseState State, long Offered, long Token, DateTimeOffset Until, string? Worker, SliceTask Task)
{
    /// <summary>Whether somebody had it and did not renew it.</summary>
    public bool IsOver(DateTimeOffset now) => State == LeaseState.Taken && Until < now;
}

/// <summary>A result that was refused.</summary>
/// <param name="Slice">Slice.</param>
/// <param name="Token">Token it came under.</param>
/// <param name="Worker">Whose it was.</param>
internal sealed record LeaseRefusal(string Slice, long Token, string Worker);
