// What the server says when it cannot do what was asked, as patterns of whole sentences: they name what was asked.

export const refusals: [english: RegExp, korean: string][] = [
  [/^view cannot be saved: give it a name$/, '저장할 수 없습니다: 이름을 입력해 주세요.'],
  [
    /^view cannot be saved: its name has more than (\d+) characters$/,
    '저장할 수 없습니다: 이름은 $1자까지 쓸 수 있습니다.',
  ],
  [
    /^view cannot be saved: its name has characters that cannot be shown$/,
    '저장할 수 없습니다: 이름에 표시할 수 없는 문자가 있습니다.',
  ],
  [
    /^view cannot be saved: its query is longer than (\d+) bytes; choose fewer values$/,
    '저장할 수 없습니다: 조건이 너무 깁니다(최대 $1바이트). 선택한 값을 줄여 주세요.',
  ],
  [
    /^view cannot be saved: there are (\d+) already; delete some that nobody needs$/,
    '저장할 수 없습니다: 이미 $1개가 저장되어 있습니다. 쓰지 않는 보기를 삭제해 주세요.',
  ],
]
