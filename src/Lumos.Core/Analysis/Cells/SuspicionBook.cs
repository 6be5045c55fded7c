namespace Lumos.Core.Analysis.Cells;

/// <summary>Collects what speaks against cells, and what speaks for them.</summary>
internal sealed class SuspicionBook
{
    /// <summary>From here on a cell is called wrong.</summary>
    public const double Least = 0.5;

    private readonly Dictionary<(int Row, int Column), Suspicion> _strongest = [];
    private readonly Dictionary<(int Row, int Column), double> _doubt = [];
    private readonly Dictionary<(int Row, int Column), double> _support = [];
    private readonly HashSet<(int Row, int Column)> _confirmed = [];

    /// <summary>Something speaks against a cell. Independent reasons add up.</summary>
    public void Add(Suspicion suspicion)
    {
        ArgumentNullException.ThrowIfNull(suspicion);
        var cell = (suspicion.Row, suspicion.Column);
        _doubt[cell] = 1 - ((1 - _doubt.GetValueOrDefault(cell)) * (1 - suspicion.Score));
        if (!_strongest.TryGetValue(cell, out var known)) _strongest[cell] = suspicion;
        else if (Tells(suspicion) > Tells(known)) _strongest[cell] = suspicion with { Correct = suspicion.Correct ?? known.Correct };
        else _strongest[cell] = known with { Correct = known.Correct ?? suspicion.Correct };
    }

    // What is wrong with the spelling tells more than that other rows disagree.
    private static double Tells(Suspicion suspicion) => suspicion.Score - (suspicion.Kind is SuspicionKind.Dependency ? 1 : 0);

    /// <summary>Rows that must agree with this cell do: reasons that only look at the value count less.</summary>
    public void Support(int row, int column, double strength) => _support[(row, column)] = Math.Max(strength, _support.GetValueOrDefault((row, column)));

    /// <summary>A rule of its own row says that a cell is right: nothing else counts.</summary>
    public void Confirm(int row, int column) => _confirmed.Add((row, column));

    /// <summary>How much speaks against a cell so far, 0 to 1.</summary>
    public double DoubtOf(int row, int column) => _doubt.GetValueOrDefault((row, column));

    /// <summary>How well a cell is supported, 0 to 1.</summary>
    public double SupportOf(int row, int column) => _support.GetValueOrDefault((row, column));

    /// <summary>The cells called wrong, in order of row and column.</summary>
    public IReadOnlyList<Suspicion> Verdicts() =>
    [
        .. _strongest.Where(cell => _doubt[cell.Key] >= Least && !_confirmed.Contains(cell.Key))
            .Select(cell => cell.Value with { Score = Math.Round(_doubt[cell.Key], 4) })
            .OrderBy(static suspicion => suspicion.Row).ThenBy(static suspicion => suspicion.Column),
    ];
}
