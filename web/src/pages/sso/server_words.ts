// What plans and comparisons say, in the words of the page: the server says it for the command line, with its flags.
import type { Language } from '../../lib/format'

/** English is null where the server's own words will do; '' where the page shows nothing, since it has a step for it. */
type Known = [said: RegExp, english: string | null, korean: string]

const known: Known[] = [
  [
    /^the instance signs in by (\S+), not by SAML 2\.0, .*$/,
    'The instance signs in by $1, not by SAML 2.0, and that can never be changed. Create an instance with SAML and move to it.',
    '이 인스턴스는 SAML 2.0이 아니라 $1 방식으로 로그인하며, 이 설정은 바꿀 수 없습니다. SAML 인스턴스를 새로 만들어 옮겨야 합니다.',
  ],
  [
    /^policy, role and origins follow when the instance is there, since they name it$/,
    'Policy, role and origins follow by themselves when the instance is there, since they name it.',
    '정책, 역할, 승인된 오리진은 인스턴스가 만들어진 뒤 이어서 만듭니다. 인스턴스 ID가 있어야 하기 때문입니다.',
  ],
  [/^the way of signing in can never be changed later$/, null, '로그인 방식은 나중에 바꿀 수 없습니다'],
  [/^Amazon Connect could not create it: (.*)$/, null, 'Amazon Connect가 만들지 못했습니다: $1'],
  [
    /^it was not made by Ringside .*$/,
    'It was not made by Ringside (it lacks the tag managed-by=ringside). Take another name, or allow Ringside to change it, under “Names and company rules”.',
    'Ringside가 만든 것이 아닙니다(managed-by=ringside 태그 없음). ‘이름과 회사 규칙’에서 다른 이름을 쓰거나 변경을 허용하세요.',
  ],
  [
    /^the identity provider's metadata are needed: .*$/,
    'The identity provider’s metadata are needed: fill in the application with the values of the next step, download its metadata, and give them under “Plan”.',
    'IdP 메타데이터가 필요합니다. 다음 단계의 값으로 애플리케이션을 만들고 메타데이터를 내려받아 ‘계획’에서 올리세요.',
  ],
  [
    /^IAM keeps five versions; this one makes room$/,
    null,
    'IAM은 버전을 5개까지만 보관하므로 가장 오래된 버전을 지웁니다',
  ],
  [
    /^IAM keeps five versions, and none of these is Ringside's to delete, not even when it is adopted: delete one in IAM$/,
    null,
    'IAM은 버전을 5개까지만 보관합니다. 이 정책은 Ringside가 만든 것이 아니어서 버전을 지우지 않으니 IAM에서 하나를 직접 지워 주세요',
  ],
  [
    /^a role cannot be moved: .*$/,
    'A role cannot be moved: give its path and name exactly, capital letters too, or take another name.',
    '역할은 옮길 수 없습니다. 경로와 이름을 대소문자까지 정확히 쓰거나 다른 이름을 쓰세요.',
  ],
  [
    /^when the SAML provider is there, which the role trusts$/,
    null,
    '역할이 신뢰할 SAML 공급자가 만들어진 뒤에 할 수 있습니다',
  ],
  [
    /^IAM Identity Center has no API to create a SAML application: .*$/,
    'AWS has no API for SAML applications: fill it in with the values of the next step, then plan again to assign people.',
    'SAML 애플리케이션을 만드는 API가 없습니다. 다음 단계의 값으로 직접 만든 뒤 계획을 다시 작성하면 사용자를 할당합니다.',
  ],
  [
    /^the application is disabled: nobody sees its tile$/,
    null,
    '애플리케이션이 비활성화되어 아무에게도 타일이 보이지 않습니다',
  ],
  [/^IAM Identity Center has nobody of this name$/, null, 'IAM Identity Center에 이런 이름이 없습니다'],
  [
    /^a new instance has no administrator: .*$/,
    'A new instance has no administrator: a rule for the security profile Admin, in the step “Users”, makes the first.',
    '새 인스턴스에는 관리자가 없습니다. ‘사용자’ 단계에서 보안 프로필 Admin 규칙으로 첫 관리자를 만드세요.',
  ],
  [
    /^the provider's metadata were not compared: .*$/,
    'The provider’s metadata were not compared: give those of the identity provider, too.',
    'SAML 공급자의 메타데이터는 비교하지 않았습니다. IdP 메타데이터도 올려 주세요.',
  ],
  [/^people need a user in Amazon Connect whose login .*$/, '', ''],
  [/^the other Region could not be read: (.*)$/, null, '다른 리전의 정보를 읽지 못했습니다: $1'],
  [
    /^people are let in as members of a traffic distribution group, .*$/,
    null,
    '트래픽 분산 그룹에 속한 사용자만 로그인할 수 있는데, 사용 중인 그룹이 없습니다. Amazon Connect에서 만드세요',
  ],
  [
    /^who has a user in the other Region alone cannot sign in: (.*); ringside sso users --instance (\S+) makes them$/,
    'Who has a user in the other Region alone cannot sign in: $1. Make theirs in the step “Users”, for the instance $2.',
    '한쪽 리전에만 있는 사용자는 로그인할 수 없습니다: $1. ‘사용자’ 단계에서 인스턴스 $2에도 만드세요.',
  ],
  [
    /^each user has to be in a traffic distribution group, .*$/,
    'Each user has to be in a traffic distribution group, too. There are too many to look at: add them in Amazon Connect.',
    '모든 사용자를 트래픽 분산 그룹에도 연결해야 합니다. 수가 많아 확인하지 않았으니 Amazon Connect에서 확인하세요.',
  ],
  [
    /^who is in no traffic distribution group cannot sign in: (.*); aws connect .*$/,
    'Who is in no traffic distribution group cannot sign in: $1. Add them in Amazon Connect.',
    '트래픽 분산 그룹에 없는 사용자는 로그인할 수 없습니다: $1. Amazon Connect에서 그룹에 연결하세요.',
  ],
  [/^(\d+) users$/, null, '사용자 $1명'],
  [
    /^if Ringside is the identity provider: .* --global-sign-in ?(.*)$/,
    'If Ringside is the identity provider, its application for this instance needs the sign-in endpoint $1.',
    'Ringside가 IdP라면 이 인스턴스의 애플리케이션에 글로벌 로그인 엔드포인트를 입력해야 합니다: $1',
  ],
  [/^sign in once, and let ringside sso verify .*$/, '', ''],
  [
    /^Download the application's own metadata and give them .*$/,
    'Download this application’s own metadata and give them under “Plan”: each application has its own key.',
    '이 애플리케이션의 메타데이터를 내려받아 ‘계획’에서 올리세요. 애플리케이션마다 키가 다릅니다.',
  ],
  [
    /^The login in Amazon Connect is the RoleSessionName, .*$/,
    null,
    'Amazon Connect 로그인 ID는 RoleSessionName과 대소문자까지 같아야 합니다. 매핑한 속성이 비어 있는 사용자는 로그인할 수 없습니다.',
  ],
  [
    /^Assign people or groups to the application: .*$/,
    null,
    '애플리케이션에 사용자나 그룹을 할당하세요. 할당하지 않으면 타일이 보이지 않습니다.',
  ],
  [/^SAML 2\.0, inbound and outbound calls$/, null, 'SAML 2.0, 수신·발신'],
  [
    /^IAM Identity Center: Applications, Add application, .*$/,
    null,
    'IAM Identity Center › 애플리케이션 › 애플리케이션 추가 › 설정하려는 애플리케이션이 있습니다 › SAML 2.0',
  ],
  [/^SAML 2\.0 application of the identity provider$/, null, 'IdP의 SAML 2.0 애플리케이션'],
  [/^the person's e-mail address$/, null, '사용자의 이메일 주소'],
  [/^the person's user name$/, null, '사용자의 사용자 이름'],
  [/^the person's name in Windows .*$/, null, '사용자의 Windows 이름(sAMAccountName, 도메인 제외)'],
  [
    /^First, in the settings of IAM Identity Center, map preferredUsername .*$/,
    null,
    '먼저 IAM Identity Center 설정에서 preferredUsername을 ${samaccountname}에 매핑하세요. 기본값은 표시 이름입니다. 자격 증명 소스가 Active Directory일 때만 됩니다.',
  ],

  [
    /^there are no users yet: .*$/,
    'There are no users yet: whichever attribute the sign-in sends becomes the login.',
    '아직 사용자가 없습니다. 로그인할 때 보내는 속성이 로그인 ID가 됩니다.',
  ],
  [
    /^no attribute is what most of the logins are: .*$/,
    'No attribute is what most of the logins are: see that these are the people who are to sign in, and this their instance.',
    '기존 로그인 ID의 절반 이상과 맞는 속성이 없습니다. 로그인할 사람들의 디렉터리와 인스턴스가 맞는지 확인하세요.',
  ],
  [
    /^the sign-in sends what most logins are; the others would not be found$/,
    'The sign-in sends what most logins are. The others would not be found.',
    '기존 로그인 ID 대부분과 맞습니다. 나머지 사용자는 로그인할 수 없습니다.',
  ],
  [
    /^the sign-in sends what the logins are$/,
    'The sign-in sends what the logins are.',
    '기존 로그인 ID와 모두 맞습니다.',
  ],
  [
    /^the logins look like what the sign-in sends; .*$/,
    'The logins look like what the sign-in sends.',
    '기존 로그인 ID의 형식과 맞습니다.',
  ],
  [/^most logins are another attribute than the sign-in sends: .*$/, '', ''],
  [
    /^nobody who is enabled in the directory has it as .*$/,
    null,
    '디렉터리의 활성 사용자 중 이 값을 이메일 주소, 사용자 이름, Windows 이름으로 가진 사람이 없습니다',
  ],
  [
    /^the sign-in sends another attribute of this person: "(.*)"$/,
    'the sign-in sends another attribute of this person: “$1”',
    '이 사람은 로그인할 때 다른 속성인 ‘$1’을(를) 보냅니다',
  ],
  [
    /^the attribute that the sign-in sends is empty for this person$/,
    null,
    '로그인할 때 보낼 속성이 이 사람에게는 비어 있습니다',
  ],
  [
    /^the sign-in sends "(.*)": the same but for capital letters$/,
    'the sign-in sends “$1”: the same but for capital letters',
    '로그인할 때 보내는 ‘$1’과 대소문자가 다릅니다',
  ],
  [/^by its look it is not what the sign-in sends$/, null, '로그인할 때 보내는 속성의 형식이 아닙니다'],

  [/^disabled in the directory$/, null, '디렉터리에서 비활성화됨'],
  [
    /^disabled in the directory, and still a user .*$/,
    'Disabled in the directory, and still a user of Amazon Connect. Left as it is, unless you choose otherwise under “Users whose person has left”.',
    '디렉터리에서는 비활성화되었지만 Amazon Connect에는 사용자가 남아 있습니다. ‘퇴사자 처리’에서 선택하지 않는 한 그대로 둡니다',
  ],
  [
    /^not made by Ringside, so left as it is .*$/,
    'Not made by Ringside, so left as it is, unless you choose otherwise.',
    'Ringside가 만든 사용자가 아니어서 따로 선택하지 않는 한 그대로 둡니다',
  ],
  [/^stripped already$/, null, '이미 권한을 회수했습니다'],
  [/^the directory does not have this user$/, null, '디렉터리에 없는 사용자입니다'],
  [/^the attribute is empty$/, null, '속성이 비어 있습니다'],
  [/^one character is too short: .*$/, null, '한 글자는 너무 짧습니다. 2~64자여야 합니다'],
  [/^it is longer than 64 characters$/, null, '64자를 넘습니다'],
  [/^it has other characters than (.*)$/, null, '쓸 수 없는 문자가 있습니다. 쓸 수 있는 문자: $1'],
  [
    /^with @ it must be a whole e-mail address, .*$/,
    null,
    '@를 쓰려면 user@example.com처럼 온전한 이메일 주소여야 합니다',
  ],
  [
    /^two people of the directory have this login, .*$/,
    null,
    '디렉터리의 두 사람이 이 로그인 ID를 쓰거나 대소문자만 다릅니다',
  ],
  [
    /^Amazon Connect has "(.*)": the same but for capital letters, .*$/,
    null,
    'Amazon Connect에 대소문자만 다른 ‘$1’ 사용자가 있어 로그인할 수 없습니다. 디렉터리의 값을 똑같이 맞추세요. 이름을 바꾸거나 새로 만들면 이력이 끊깁니다',
  ],
  [/^a user whom the directory does not have$/, null, '디렉터리에 없는 사용자'],
  [/^\(a person without any name\)$/, null, '(이름 없는 사람)'],
  [/^no rule fits$/, null, '맞는 규칙이 없습니다'],
  [/^Amazon Connect wants a first name .*$/, null, '이름(255자까지)과 성(300자까지)이 모두 있어야 합니다'],
  [
    /^there is a user "(.*)", which is this person's (\S+): .*$/,
    'There is a user “$1”, which is this person’s $2: is the login of the rules what the sign-in sends?',
    '이 사람의 $2 값과 같은 ‘$1’ 사용자가 있습니다. 규칙의 로그인 속성이 실제 로그인에서 보내는 값인지 확인하세요',
  ],
]

/** A sentence of a plan or a comparison; english says that it stayed as it came. */
export function say(text: string, language: Language): { text: string; english: boolean } {
  for (const [pattern, english, korean] of known) {
    if (!pattern.test(text)) continue
    const words = language === 'ko' ? korean : english
    return { text: words === null ? text : text.replace(pattern, words), english: false }
  }
  return { text, english: language === 'ko' }
}
