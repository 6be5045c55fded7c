using System.Runtime.CompilerServices;

namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>
/// The values of one node of a plan for one block of rows. Validity and failures are shared with the input they come from until the node
/// has one of its own to add, so that most nodes never touch them.
/// </summary>
internal sealed unsafe class BlockValues
{
    /// <summary>Most rows of a block; a multiple of 64, small enough for the values of a whole plan to stay in the cache of a core.</summary>
    public const int Capacity = 1024;

    private const int Words = Capacity / 64;

    private readonly ulong* _ownValid;
    private readonly int* _ownFailures;

    /// <summary>Takes its memory from a frame.</summary>
    public BlockValues(ValueForm form, FrameMemory memory)
    {
        Form = form;
        _ownValid = (ulong*)memory.Take(Words * sizeof(ulong));
        _ownFailures = (int*)memory.Take(Capacity * sizeof(int));
        if (form == ValueForm.Text)
        {
            Pointers = (byte**)memory.Take(Capacity * sizeof(byte*));
            Lengths = (int*)memory.Take(Capacity * sizeof(int));
        }
        else
        {
            OwnFixed = memory.Take(Capacity * ValueForms.WidthOf(form));
            Fixed = OwnFixed;
        }
    }

    public ValueForm Form { get; }

    /// <summary>Where each text begins. Of a row without a value nothing is promised but its length.</summary>
    public byte** Pointers { get; }

    /// <summary>Bytes of each text; 0 without a value.</summary>
    public int* Lengths { get; }

    /// <summary>Values of the other forms; 0 without a value. May point into a source or into an output column.</summary>
    public byte* Fixed { get; set; }

    /// <summary>The frame's own memory for <see cref="Fixed"/>.</summary>
    public byte* OwnFixed { get; }

    /// <summary>Where a node writes bytes it makes; null for nodes that make none.</summary>
    public ByteSink? Sink { get; set; }

    /// <summary>Whether every row has a value; then <see cref="Valid"/> says nothing.</summary>
    public bool AllValid { get; private set; } = true;

    /// <summary>One bit per row: it has a value.</summary>
    public ulong* Valid { get; private set; }

    /// <summary>By row, the number of the failure that took its value away, or 0; null when no row failed.</summary>
    public int* Failures { get; private set; }

    /// <summary><see cref="Valid"/>, or null when every row has a value.</summary>
    public ulong* Nulls => AllValid ? null : Valid;

    public long* Narrow => (long*)Fixed;

    public Int128* Wide => (Int128*)Fixed;

    public int* Days => (int*)Fixed;

    /// <summary>Sets a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetText(int row, byte* text, int length)
    {
        Pointers[row] = text;
        Lengths[row] = length;
    }

    /// <summary>A number of either form.</summary>
    public Int128 Load(int row) => Form == ValueForm.Wide ? Wide[row] : Narrow[row];

    /// <summary>Sets a number of either form.</summary>
    public void Store(int row, Int128 value)
    {
        if (Form == ValueForm.Wide) Wide[row] = value;
        else Narrow[row] = (long)value;
    }

    /// <summary>Whether a row has no value, for validity taken from <see cref="Nulls"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNull(ulong* nulls, int row) => nulls != null && ((nulls[row >> 6] >> row) & 1) == 0;

    /// <summary>Every row has a value so far.</summary>
    public void SetAllValid()
    {
        AllValid = true;
        Failures = null;
    }

    /// <summary>Takes validity of a source: its bits begin at a whole byte.</summary>
    public void SetValidity(byte* bits, int rows)
    {
        SetAllValid();
        if (bits == null) return;
        var bytes = (rows + 7) / 8;
        _ownValid[(bytes - 1) / 8] = 0;
        Buffer.MemoryCopy(bits, _ownValid, Words * sizeof(ulong), bytes);
        Valid = _ownValid;
        for (var i = 0; i < rows >> 6; i++) AllValid &= Valid[i] == ulong.MaxValue;
        if ((rows & 63) != 0)
        {
            var mask = (1UL << rows) - 1;
            AllValid &= (Valid[rows >> 6] & mask) == mask;
        }
    }

    /// <summary>Has a value where the input has one, and fails where it fails.</summary>
    public void Inherit(BlockValues input)
    {
        AllValid = input.AllValid;
        Valid = input.Valid;
        Failures = input.Failures;
    }

    /// <summary>Has a value where both inputs have one; of two failures the first input's counts.</summary>
    public void Inherit(BlockValues first, BlockValues second)
    {
        Inherit(first);
        AddNullsOf(second);
        AddFailuresOf(second);
    }

    /// <summary>No value where the other has none.</summary>
    public void AddNullsOf(BlockValues other)
    {
        if (other.AllValid) return;
        if (AllValid)
        {
            AllValid = false;
            Valid = other.Valid;
            return;
        }

        for (var i = 0; i < Words; i++) _ownValid[i] = Valid[i] & other.Valid[i];
        Valid = _ownValid;
    }

    /// <summary>The other's failures, where there is none yet. Does not take values away.</summary>
    public void AddFailuresOf(BlockValues other)
    {
        if (other.Failures == null) return;
        if (Failures == null)
        {
            Failures = other.Failures;
            return;
        }

        for (var i = 0; i < Capacity; i++) _ownFailures[i] = Failures[i] != 0 ? Failures[i] : other.Failures[i];
        Failures = _ownFailures;
    }

    /// <summary>Gives a row without a value one.</summary>
    public void SetValue(int row)
    {
        if (AllValid) return;
        if (Valid != _ownValid) new ReadOnlySpan<ulong>(Valid, Words).CopyTo(new Span<ulong>(_ownValid, Words));
        Valid = _ownValid;
        Valid[row >> 6] |= 1UL << row;
    }

    /// <summary>Takes the value of a row away.</summary>
    public void SetNull(int row)
    {
        if (AllValid || Valid != _ownValid)
        {
            if (AllValid) new Span<ulong>(_ownValid, Words).Fill(ulong.MaxValue);
            else new ReadOnlySpan<ulong>(Valid, Words).CopyTo(new Span<ulong>(_ownValid, Words));
            Valid = _ownValid;
            AllValid = false;
        }

        Valid[row >> 6] &= ~(1UL << row);
    }

    /// <summary>Takes the value of a row away and says why.</summary>
    public void Fail(int row, int number)
    {
        SetNull(row);
        if (Failures != _ownFailures || Failures == null)
        {
            if (Failures == null) new Span<int>(_ownFailures, Capacity).Clear();
            else new ReadOnlySpan<int>(Failures, Capacity).CopyTo(new Span<int>(_ownFailures, Capacity));
            Failures = _ownFailures;
        }

        Failures[row] = number;
    }
}
