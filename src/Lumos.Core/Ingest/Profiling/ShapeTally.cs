namespace Lumos.Core.Ingest.Profiling;

/// <summary>Counts cells by shape, and per number form how many digits were needed. Few shapes occur in one column, so a short array is searched.</summary>
internal sealed class ShapeTally
{
    /// <summary>Most shapes told apart; the rest count as text.</summary>
    private const int MostShapes = 96;

    private readonly CellClassifier.Digits[] _digits = new CellClassifier.Digits[(int)NumberForm.Rounded + 1];
    private ShapeCode[] _codes = new ShapeCode[4];
    private long[] _counts = new long[4];
    private int _last;

    /// <summary>Creates a tally whose shape 0 is text.</summary>
    public ShapeTally() => Count = 1;

    /// <summary>Shapes seen, text included.</summary>
    public int Count { get; private set; }

    /// <summary>Shape by index.</summary>
    public ShapeCode Code(int index) => _codes[index];

    /// <summary>Cells of a shape.</summary>
    public long Cells(int index) => _counts[index];

    /// <summary>Counts one more cell of a shape.</summary>
    public void Add(int index) => _counts[index]++;

    /// <summary>Index of a shape, made when it is new.</summary>
    public int IndexOf(ShapeCode code)
    {
        if (_codes[_last] == code && _last < Count) return _last;
        for (var i = 0; i < Count; i++)
        {
            if (_codes[i] == code) return _last = i;
        }

        if (Count == MostShapes) return 0;
        if (Count == _codes.Length)
        {
            Array.Resize(ref _codes, Count * 2);
            Array.Resize(ref _counts, Count * 2);
        }

        _codes[Count] = code;
        return _last = Count++;
    }

    /// <summary>Remembers the digits a number form needs.</summary>
    public void Widen(NumberForm form, CellClassifier.Digits digits)
    {
        ref var most = ref _digits[(int)form];
        if (digits.Whole <= most.Whole && digits.Fraction <= most.Fraction && digits.Needed <= most.Needed) return;
        var fraction = Math.Max(digits.Fraction, most.Fraction);
        most = new(Math.Max(digits.Whole, most.Whole), fraction, fraction - Math.Max(digits.Needed, most.Needed));
    }

    /// <summary>Digits a number form needs.</summary>
    public CellClassifier.Digits DigitsOf(NumberForm form) => _digits[(int)form];

    /// <summary>All shapes with their cells, in order of first sight.</summary>
    public IEnumerable<(ShapeCode Code, long Cells)> All()
    {
        for (var i = 0; i < Count; i++)
        {
            if (_counts[i] > 0) yield return (_codes[i], _counts[i]);
        }
    }

    /// <summary>Cells of all shapes that fit.</summary>
    public long Sum(Func<ShapeCode, bool> fits) => All().Where(s => fits(s.Code)).Sum(s => s.Cells);
}
