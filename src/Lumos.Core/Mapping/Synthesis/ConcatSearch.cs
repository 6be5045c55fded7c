using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// Finds the smallest ways to write all targets of a working set as pieces and constants one after the other. States are the places reached in every
/// target; the search is by cost and bounded by the number of states it opens.
/// </summary>
internal sealed class ConcatSearch
{
    private const int MostOpened = 4_000;
    private const int MostAgain = 3;
    private const int MostPieces = 9;
    private const int AnotherColumn = 6;

    private readonly IReadOnlyList<string> _targets;
    private readonly List<Piece>[] _starts;
    private readonly List<Piece> _gappy;
    private readonly bool _gaps;
    private readonly int _nothing;

    /// <summary>Prepares a search.</summary>
    /// <param name="targets">Targets of the working set.</param>
    /// <param name="pieces">Pieces that occur in them; behind the texts for the targets they may have some for rows that become nothing.</param>
    /// <param name="gaps">Whether pieces may be missing in some rows.</param>
    public ConcatSearch(IReadOnlyList<string> targets, IReadOnlyList<Piece> pieces, bool gaps)
    {
        (_targets, _gaps) = (targets, gaps);
        _nothing = pieces.Count == 0 ? 0 : pieces[0].Values.Length - targets.Count;
        _starts = [.. Enumerable.Range(0, targets[0].Length + 1).Select(static _ => new List<Piece>())];
        _gappy = [.. pieces.Where(p => gaps && string.IsNullOrEmpty(p.Values[0]))];
        foreach (var piece in pieces)
        {
            if (HasGaps(piece) && !gaps || piece.Values[0] is not { Length: > 0 } first) continue;
            for (var at = targets[0].IndexOf(first, StringComparison.Ordinal); at >= 0; at = at + 1 < targets[0].Length ? targets[0].IndexOf(first, at + 1, StringComparison.Ordinal) : -1) _starts[at].Add(piece);
        }
    }

    /// <summary>Programs, smallest first.</summary>
    /// <param name="separator">Text between two pieces that are there, for <c>nulls: skip</c>; null for plain concatenation.</param>
    public IEnumerable<(IReadOnlyList<Step> Steps, int Cost)> Find(string? separator = null)
    {
        PriorityQueue<State, (int, int)> open = new();
        Dictionary<string, int> opened = new(StringComparer.Ordinal);
        var sequence = 0;
        open.Enqueue(new State(new int[_targets.Count], null, null, 0, 0, 0), (0, 0));
        for (var count = 0; count < MostOpened && open.TryDequeue(out var state, out _); count++)
        {
            if (state.Pieces > 0 && AtEnd(state.Places))
            {
                // Rows that become nothing: one missing piece takes all with it, where pieces may be missing all must be.
                if (_gaps || state.Missing == (1 << _nothing) - 1) yield return (state.Steps(), state.Cost);
                continue;
            }

            var key = string.Join(',', state.Places) + (state.Step?.Constant is null ? ";" : ";c") + state.Missing;
            var times = opened.GetValueOrDefault(key);
            if (times >= MostAgain) continue;
            opened[key] = times + 1;
            foreach (var next in Expand(state, separator)) open.Enqueue(next, (next.Cost, ++sequence));
        }
    }

    private IEnumerable<State> Expand(State state, string? separator)
    {
        if (state.Pieces < MostPieces)
        {
            if (state.Places[0] <= _targets[0].Length)
            {
                var offset = separator is not null && state.Places[0] > 0 ? separator.Length : 0;
                if (state.Places[0] + offset < _starts.Length)
                {
                    foreach (var piece in _starts[state.Places[0] + offset])
                    {
                        if (Append(state, piece, separator) is { } next) yield return next;
                    }
                }
            }

            foreach (var piece in _gappy)
            {
                if (Append(state, piece, separator) is { } next) yield return next;
            }
        }

        if (separator is not null || state.Step?.Constant is not null || _gaps && _nothing > 0) yield break;
        var common = Common(state.Places);
        for (var length = 1; length <= common; length++)
        {
            var text = _targets[0].Substring(state.Places[0], length);
            int[] places = [.. state.Places.Select(p => p + length)];
            if (places[0] < _targets[0].Length && _starts[places[0]].Count == 0 && _gappy.Count == 0) continue;
            yield return new State(places, state, new Step(null, text), state.Cost + 4 + text.Sum(static c => char.IsLetterOrDigit(c) ? 4 : 1), state.Pieces, state.Missing);
        }
    }

    private State? Append(State state, Piece piece, string? separator)
    {
        var places = new int[_targets.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var at = state.Places[i];
            var target = _targets[i];
            places[i] = at;
            if (piece.Values[i] is not { } value || value.Length == 0 && separator is null) continue;
            if (separator is not null && at > 0)
            {
                if (string.CompareOrdinal(target, at, separator, 0, separator.Length) != 0) return null;
                at += separator.Length;
            }

            if (at + value.Length > target.Length || string.CompareOrdinal(target, at, value, 0, value.Length) != 0) return null;
            places[i] = at + value.Length;
        }

        var missing = state.Missing;
        for (var j = 0; j < _nothing; j++)
        {
            var value = piece.Values[_targets.Count + j];
            if (value is null) missing |= 1 << j;
            if (_gaps && !string.IsNullOrEmpty(value)) return null;
        }

        return places.AsSpan().SequenceEqual(state.Places) ? null : new State(places, state, new Step(piece, null), state.Cost + piece.Cost + (HasGaps(piece) ? 6 : 0) + (Latest(state) is { } before && before.Column != piece.Column ? AnotherColumn : 0), state.Pieces + 1, missing);
    }

    private static Piece? Latest(State? state)
    {
        while (state is not null && state.Step?.Piece is null) state = state.Before;
        return state?.Step?.Piece;
    }

    private bool HasGaps(Piece piece) => Array.Exists(piece.Values[.._targets.Count], static v => string.IsNullOrEmpty(v));

    private bool AtEnd(int[] places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] != _targets[i].Length) return false;
        }

        return true;
    }

    // Length of the text all targets go on with.
    private int Common(int[] places)
    {
        var length = 0;
        while (true)
        {
            if (places[0] + length >= _targets[0].Length) return length;
            var c = _targets[0][places[0] + length];
            for (var i = 1; i < places.Length; i++)
            {
                if (places[i] + length >= _targets[i].Length || _targets[i][places[i] + length] != c) return length;
            }

            length++;
        }
    }

    /// <summary>One piece or one constant.</summary>
    internal sealed record Step(Piece? Piece, string? Constant);

    private sealed record State(int[] Places, State? Before, Step? Step, int Cost, int Pieces, int Missing)
    {
        public IReadOnlyList<Step> Steps()
        {
            List<Step> steps = [];
            for (var state = this; state.Step is not null; state = state.Before!) steps.Add(state.Step);
            steps.Reverse();
            return steps;
        }
    }
}
