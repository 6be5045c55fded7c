namespace Lumos.Core.Analysis.Duplicates;

/// <summary>
/// Rows as what makes them comparable: words of names and of addresses, contacts and marks, each word once. Holds values, so it lives in memory only. A row of ten words takes
/// about a hundred bytes; words are shared.
/// </summary>
internal sealed class RecordSet
{
    private const int MostWords = 24;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<int> _frequency = [];
    private readonly List<ulong> _wordBigrams = [];
    private readonly List<int[]> _names = [];
    private readonly List<int[]> _places = [];
    private readonly List<int[]> _wholes = [];
    private readonly List<(ulong Names, ulong Places)> _bigrams = [];
    private readonly FieldRole[] _roles;
    private readonly int _wholeFields;
    private readonly List<string> _cut = [];
    private readonly HashSet<int> _seen = [];

    public RecordSet(IReadOnlyList<FieldRole> roles)
    {
        _roles = [.. roles];
        _wholeFields = _roles.Count(static role => role is FieldRole.Contact or FieldRole.Mark);
        WholeRoles = [.. _roles.Where(static role => role is FieldRole.Contact or FieldRole.Mark)];
    }

    /// <summary>Rows.</summary>
    public int Count => _names.Count;

    /// <summary>Roles of the whole fields, in order.</summary>
    public IReadOnlyList<FieldRole> WholeRoles { get; }

    /// <summary>Words of all names of a row.</summary>
    public int[] Names(int row) => _names[row];

    /// <summary>Words of all parts of the address of a row.</summary>
    public int[] Places(int row) => _places[row];

    /// <summary>Contacts and marks of a row by field; -1 for none.</summary>
    public int[] Wholes(int row) => _wholes[row];

    /// <summary>Which pairs of letters occur in the words of a row's names and of its address, in 64 buckets each.</summary>
    public (ulong Names, ulong Places) Bigrams(int row) => _bigrams[row];

    /// <summary>A word.</summary>
    public string Word(int word) => _words[word];

    /// <summary>Which pairs of letters occur in a word, in 64 buckets.</summary>
    public ulong BigramsOfWord(int word) => _wordBigrams[word];

    /// <summary>Rows a word occurs in.</summary>
    public int Frequency(int word) => _frequency[word];

    /// <summary>Adds a row; one value per role.</summary>
    public void Add(ReadOnlySpan<string?> cells)
    {
        List<int> names = [], places = [];
        var wholes = _wholeFields == 0 ? [] : new int[_wholeFields];
        var whole = 0;
        ulong nameBigrams = 0, placeBigrams = 0;
        _seen.Clear();
        for (var field = 0; field < _roles.Length; field++)
        {
            var (role, cell) = (_roles[field], cells[field]);
            if (role is FieldRole.Contact or FieldRole.Mark)
            {
                wholes[whole++] = cell is not null && RecordWords.Whole(cell) is { } text ? Intern((char)('\u0001' + field) + text) : -1;
                continue;
            }

            if (cell is null) continue;
            _cut.Clear();
            RecordWords.Cut(cell, role, _cut);
            var list = role == FieldRole.Name ? names : places;
            foreach (var word in _cut)
            {
                if (list.Count == MostWords) break;
                if (role == FieldRole.Name) nameBigrams |= BigramsOf(word);
                else placeBigrams |= BigramsOf(word);
                list.Add(Intern((role == FieldRole.Name ? 'n' : 'a') + word));
            }
        }

        // "Spago (Las Vegas)" in Las Vegas: the place is said once.
        names.RemoveAll(name => places.Exists(place => _words[place] == _words[name]));
        _names.Add([.. names]);
        _places.Add([.. places]);
        _wholes.Add(wholes);
        _bigrams.Add((nameBigrams, placeBigrams));
    }

    private int Intern(string word)
    {
        if (!_index.TryGetValue(word, out var at))
        {
            _index[word] = at = _words.Count;
            _words.Add(word[1..]);
            _frequency.Add(0);
            _wordBigrams.Add(BigramsOf(word[1..]));
        }

        if (_seen.Add(at)) _frequency[at]++;
        return at;
    }

    private static ulong BigramsOf(string word)
    {
        ulong bits = 0;
        for (var i = 0; i + 1 < word.Length; i++) bits |= 1UL << (int)((((word[i] * 31u) + word[i + 1]) * 2654435761u) >> 26);
        return word.Length == 1 ? 1UL << (word[0] & 63) : bits;
    }
}
