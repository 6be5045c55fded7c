namespace System.Text;

/// <summary>A code point; as much of the type as the linked sources ask for.</summary>
internal readonly record struct Rune(int Value) : IComparable<Rune>
{
    public int CompareTo(Rune other) => Value.CompareTo(other.Value);
}
