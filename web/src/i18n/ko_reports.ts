// 저장된 보기, 보고서, 지표 사전의 문구.
import type { Dictionary } from './dictionary'

export const views: Dictionary['views'] = {
  title: '저장된 보기',
  none: '아직 저장된 보기가 없습니다. 화면을 원하는 대로 설정한 뒤 이름을 붙여 저장하면 누구나 열어 볼 수 있습니다.',
  saveAs: '현재 보기를 새 이름으로 저장',
  save: '저장',
  replace: '덮어쓰기',
  saveChanges: (name) => `‘${name}’에 변경 내용 저장`,
  changed: '변경됨',
  pin: (name) => `고정: ${name}`,
  unpin: (name) => `고정 해제: ${name}`,
  rename: (name) => `이름 변경: ${name}`,
  newName: '새 이름',
  cancel: '취소',
  link: (name) => `${name} 링크`,
  remove: (name) => `삭제: ${name}`,
  removed: (name) => `‘${name}’ 보기를 삭제했습니다.`,
  undo: '되돌리기',
}
