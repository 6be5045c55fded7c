namespace Lumos.Dsl.Regex;

/// <summary>A set of Unicode code points as sorted, disjoint, non-adjacent ranges. Immutable.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    private readonly int[] _bounds;

    private CodePointSet(int[] bounds) => _bounds = bounds;

    /// <summary>The code points text may hold: everything but U+0000 and the surrogates.</summary>
    public static CodePointSet All { get; } = new([0x1, 0xD7FF, 0xE000, 0x10FFFF]);

    /// <summary><c>.</c>: any code point but the line feed.</summary>
    public static CodePointSet Dot { get; } = Of('\n').Complement();

    /// <summary><c>\d</c></summary>
    public static CodePointSet Digit { get; } = Range('0', '9');

    /// <summary><c>\w</c></summary>
    public static CodePointSet Word { get; } = Union([Range('0', '9'), Range('A', 'Z'), Range('a', 'z'), Of('_')]);

    /// <summary><c>\s</c>: the ascii white space set of <c>trim</c>.</summary>
    public static CodePointSet Space { get; } = Union([Range(0x09, 0x0D), Of(0x20)]);

    /// <summary>How the set is written in a pattern, once that was worked out.</summary>
    public string? Text { get; set; }

    /// <summary>Number of ranges.</summary>
    public int Count => _bounds.Length / 2;

    public bool IsEmpty => _bounds.Length == 0;

    /// <summary>First code point of a range.</summary>
    public int Low(int range) => _bounds[2 * range];

    /// <summary>Last code point of a range.</summary>
    public int High(int range) => _bounds[(2 * range) + 1];

    /// <summary>The only member, or -1 when there are more.</summary>
    public int Single => _bounds.Length == 2 && _bounds[0] == _bounds[1] ? _bounds[0] : -1;

    public static CodePointSet Of(int codePoint) => new([codePoint, codePoint]);

    public static CodePointSet Range(int low, int high) => new([low, high]);

    public static CodePointSet Union(IEnumerable<CodePointSet> sets)
    {
        var ranges = new List<(int Low, int High)>();
        foreach (var set in sets)
        {
            for (var i = 0; i < set.Count; i++) ranges.Add((set.Low(i), set.High(i)));
        }

        ranges.Sort();
        var bounds = new List<int>(ranges.Count * 2);
        foreach (var (low, high) in ranges)
        {
            var last = bounds.Count - 1;
            if (last > 0 && low <= bounds[last] + 1) bounds[last] = Math.Max(bounds[last], high);
            else
            {
                bounds.Add(low);
                bounds.Add(high);
            }
        }

        return new CodePointSet(bounds.ToArray()).WithoutSurrogates();
    }

    /// <summary>Every code point text may hold that is not in this set.</summary>
    public CodePointSet Complement()
    {
        var bounds = new List<int>();
        var next = 1;
        for (var i = 0; i < Count; i++)
        {
            if (Low(i) > next)
            {
                bounds.Add(next);
                bounds.Add(Low(i) - 1);
            }

            next = Math.Max(next, High(i) + 1);
        }

        if (next <= 0x10FFFF)
        {
            bounds.Add(next);
            bounds.Add(0x10FFFF);
        }

        return new CodePointSet(bounds.ToArray()).WithoutSurrogates();
    }

    /// <summary>Members of both sets.</summary>
    public CodePointSet Intersect(CodePointSet other)
    {
        var bounds = new List<int>();
        for (int i = 0, j = 0; i < Count && j < other.Count;)
        {
            var low = Math.Max(Low(i), other.Low(j));
            var high = Math.Min(High(i), other.High(j));
            if (low <= high)
            {
                bounds.Add(low);
                bounds.Add(high);
            }

            if (High(i) < other.High(j)) i++;
            else j++;
        }

        return new CodePointSet(bounds.ToArray());
    }

    /// <summary>Members of this set only.</summary>
    public CodePointSet Except(CodePointSet other) => Intersect(other.Complement());

    /// <summary>Whether a code point is in both sets.</summary>
    public bool Overlaps(CodePointSet other) => !Intersect(other).IsEmpty;

    /// <inheritdoc/>
    public bool Equals(CodePointSet? other) => other is not null && _bounds.AsSpan().SequenceEqual(other._bounds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = _bounds.Length;
        foreach (var bound in _bounds) hash = unchecked((hash * 31) + bound);
        return hash;
    }

    public bool Contains(int codePoint)
    {
        for (var i = 0; i < _bounds.Length; i += 2)
        {
            if (codePoint <= _bounds[i + 1]) return codePoint >= _bounds[i];
        }

        return false;
    }

    /// <summary>A member of both sets that a person can read if there is one; -1 when they are disjoint.</summary>
    public int CommonMember(CodePointSet other)
    {
        var best = -1;
        for (int i = 0, j = 0; i < Count && j < other.Count;)
        {
            var low = Math.Max(Low(i), other.Low(j));
            var high = Math.Min(High(i), other.High(j));
            if (low <= high)
            {
                var readable = Readable(low, high);
                if (best < 0 || Readability(best) < Readability(readable)) best = readable;
            }

            if (High(i) < other.High(j)) i++;
            else j++;
        }

        return best;
    }

    /// <summary>A member that a person can read if there is one.</summary>
    public int AnyMember() => CommonMember(this);

    private static int Readability(int codePoint) => codePoint switch { > 0x20 and < 0x7F => 2, 0x20 => 1, _ => 0 };

    private static int Readable(int low, int high)
    {
        foreach (var preferred in "a0A-_!")
        {
            if (preferred >= low && preferred <= high) return preferred;
        }

        return low <= 0x7E && high >= 0x20 ? Math.Max(low, high > 0x20 ? 0x21 : 0x20) : low;
    }

    // A range such as [\uD000-\uF000] names surrogates by the way; text cannot hold them.
    private CodePointSet WithoutSurrogates()
    {
        var touches = false;
        for (var i = 0; i < Count && !touches; i++) touches = Low(i) <= 0xDFFF && High(i) >= 0xD800;
        if (!touches) return this;

        var bounds = new List<int>(_bounds.Length + 2);
        for (var i = 0; i < Count; i++)
        {
            Add(Low(i), Math.Min(High(i), 0xD7FF));
            Add(Math.Max(Low(i), 0xE000), High(i));
        }

        return new CodePointSet(bounds.ToArray());

        void Add(int low, int high)
        {
            if (low > high) return;
            bounds.Add(low);
            bounds.Add(high);
        }
    }
}
