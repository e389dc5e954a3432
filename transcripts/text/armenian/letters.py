"""What keys and letters of others may stand for: transliteration as people type it, and keyboards left in another layout.

Each table gives, for one to three characters, the Armenian that they may mean, likeliest first. `^` is the beginning of a word.
"""

Table = dict[str, tuple[str, ...]]


def _table(rows: str) -> Table:
    """Rows of `written=likeliest|less likely`; nothing after the sign or a bar means that it may be left out."""
    pairs = (row.partition("=") for row in rows.split())
    return {written: tuple(meant.split("|")) for written, _, meant in pairs}


# The usual ways at once: of passports, of messages, of scholars without their diacritics.
LATIN = _table("""
    ^=  a=ա  b=բ  c=ց|ծ|կ|ս  d=դ  e=ե|է|ը  f=ֆ  g=գ  h=հ  i=ի  j=ջ|ժ|յ  k=կ|ք  l=լ  m=մ  n=ն  o=ո|օ  p=պ|փ  q=ք|կ|ղ
    r=ր|ռ  s=ս  t=տ|թ  u=ու  v=վ  w=վ|ու  x=խ|քս  y=յ|ը|ի  z=զ|ժ  @=ը
    ch=չ|ճ  sh=շ  zh=ժ  kh=խ  gh=ղ  dz=ձ  ts=ց|ծ  tz=ծ|ց  tc=ծ  tch=ճ|չ  dj=ջ  ph=փ|ֆ  th=թ  rr=ռ  ck=ք|կ  oo=ու|օ  ou=ու
    yu=յու|ու  ya=յա  yo=յո  ye=ե|յե  ia=իա|յա  ey=եյ|եի  ^ye=ե  ^vo=ո|վո  ^y=յ|ը  ^e=ե|է|ը  ee=ի|եե
    '=  t'=թ  p'=փ  k'=ք  c'=չ|ց  ch'=չ|ճ  ts'=ց  r'=ռ  e'=է  o'=օ  ’=
""")

RUSSIAN = _table("""
    ^=  а=ա  б=բ  в=վ  г=գ|ղ|հ  д=դ  е=ե|է  ё=յո  ж=ժ  з=զ  и=ի  й=յ  к=կ|ք  л=լ  м=մ  н=ն  о=ո|օ  п=պ|փ  р=ր|ռ  с=ս  т=տ|թ
    у=ու  ф=ֆ|փ  х=խ|հ  ц=ց|ծ  ч=չ|ճ  ш=շ  щ=շչ  ъ=ը|  ы=ը|ի  ь=|ը  э=է|ե|ը  ю=յու  я=յա  дж=ջ  дз=ձ  тц=ծ  ия=իա|իյա
""")

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"


def _layout(letters: str) -> Table:
    """A keyboard's three rows of letters, beside the keys of the American one."""
    keys: Table = {key: (letter,) for key, letter in zip(_KEYS, letters.replace(" ", ""), strict=True)}
    return {"^": ("",), **keys}


# Phonetic as Windows and others have it; Eastern as Windows has it; the typewriter's, the default of X.
PHONETIC = _layout("քոեռտըւիօպխծ ասդֆգհյկլ;՛ զղցվբնմ,./") | _table(
    "1=է 2=թ 3=փ 4=ձ 5=ջ 6=ւ 7=և 8=ր 9=չ 0=ճ r=ռ|ր j=յ|ճ \\=շ"
)
EASTERN = (
    _layout("խւէրտեըիոպչջ ասդֆքհճկլթփ զցգվբնմշղծ") | _table("2=ձ 3=յ 0=օ -=ռ g=ք|գ c=գ|ք") | {"=": ("ժ",)}
)
TYPEWRITER = _layout("ճփբսմուկըթծց ջվգեանիտհպր ժդչյզլքխշռ") | _table("1=ֆ 2=ձ 0=օ -=է") | {"=": ("ղ",)}
# Someone who writes Armenian in Russian letters. The apostrophe's key may also be an apostrophe.
_CYRILLIC = dict(zip(_KEYS, "йцукенгшщзхъфывапролджэячсмитьбю.", strict=True))
RUSSIAN_KEYS: Table = {
    "^": ("",),
    **{key: RUSSIAN[letter] for key, letter in _CYRILLIC.items() if letter in RUSSIAN},
    "'": ("է", "", "ե"),
}
